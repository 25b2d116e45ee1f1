-- What accepting would add; rows about somebody whom the network does not know, and departures that are held back, add nothing.
select case when s.person_id is null or s.is_known or s.is_held then 'Unchanged' else 'New' end as kind,
  case when s.person_id is null then '系統沒有的人' when s.is_held then '出境，暫不採用' when s.direction = 'Out' then '出境' else '入境' end as part,
  count(*) as number
from {staging} as s
group by 1, 2
