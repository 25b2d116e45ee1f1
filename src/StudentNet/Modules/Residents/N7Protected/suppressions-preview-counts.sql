-- What accepting would add.
select case when exists (select 1 from address_suppression as a where a.person_id = s.person_id and a.document_no = s.document_no and a.lifted_at is null) then 'Unchanged' else 'New' end as kind,
  '地址保護' as part, count(*) as number
from {staging} as s
group by 1
