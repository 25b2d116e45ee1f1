-- What accepting would change, by grade. Nobody leaves for not being in the file.
select difference as kind, cast(grade as varchar(12)) || ' 年級' as part, count(*) as number
from {staging}
group by difference, grade
