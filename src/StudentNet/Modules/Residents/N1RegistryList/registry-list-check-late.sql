-- Rows older than what the registry has told us about the child already.
select s.line, cast(s.data_date as text) as value, cast(p.as_of as text) as detail
from {staging} as s
join person as p on p.person_id = s.person_id
where s.is_late
