-- The rows of a file that tries more children than its sender may look up.
select s.line, s.number as value, cast(s.tried as varchar(12)) as detail
from {staging} as s
where s.tried is not null
