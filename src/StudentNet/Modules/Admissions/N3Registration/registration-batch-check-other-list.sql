-- Children of another school's list, whom nobody has registered yet.
select s.line, s.name as value, s.allocated as detail
from {staging} as s
where s.allocated is not null and s.registered is null
