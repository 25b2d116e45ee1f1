-- Rows of a grade that the sending school's level does not have.
select s.line, cast(s.grade as varchar(12)) as value, o.name as detail
from {staging} as s
join organisation as o on o.code = @organisation
where (o.school_level = 1 and s.grade > 6) or (o.school_level = 7 and s.grade < 7)
