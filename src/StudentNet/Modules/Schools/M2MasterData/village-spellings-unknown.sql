-- Rows that name a village which is not in the list.
select s.line, s.village_code as value, null as detail
from {staging} s
where not exists (select 1 from village v where v.code = s.village_code)
