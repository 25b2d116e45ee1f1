-- Enters what is new; the same file again changes nothing.
insert into address_suppression (person_id, seq, authority, document_no, county_code, viewer_account_id, entered_at, account_id, receipt_id, lifted_at, lift_reason, version)
select n.person_id,
  coalesce((select max(a.seq) from address_suppression as a where a.person_id = n.person_id), 0) + row_number() over (partition by n.person_id order by n.line),
  n.authority, n.document_no, @organisation, null, @now, nullif(@account, 0), @receipt, null, null, 0
from (
  select min(s.line) as line, s.person_id, min(s.authority) as authority, s.document_no
  from {staging} as s
  where s.person_id is not null
    and not exists (select 1 from address_suppression as a where a.person_id = s.person_id and a.document_no = s.document_no and a.lifted_at is null)
  group by s.person_id, s.document_no
) as n
