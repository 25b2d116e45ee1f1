-- What accepting would change, by school. Nobody leaves for not being in the file.
select s.difference as kind, o.name as part, count(*) as number
from {staging} as s
join organisation as o on o.code = s.found_school
group by s.difference, o.name
