-- Pupils whose school is not the sender's.
select s.line, s.school_code as value, cast(null as text) as detail
from {staging} as s
where s.school is null
