-- Rows whose birth date is not the registry's.
select s.line, cast(s.birth_date as text) as value, cast(p.birth_date as text) as detail
from {staging} as s
join person as p on p.person_id = s.person_id
where s.person_doubt = 'birth-date'
