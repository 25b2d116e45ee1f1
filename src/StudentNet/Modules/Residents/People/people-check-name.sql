-- Rows whose name is not the registry's.
select s.line, s.name as value, p.name as detail
from {staging} as s
join person as p on p.person_id = s.person_id
where s.person_doubt = 'name'
