-- Rows whose number and name fit no known child together.
select s.line, s.number as value, null as detail
from {staging} as s
where s.person_id is null and s.tried is null
