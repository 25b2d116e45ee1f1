-- Rows whose grade the school does not teach.
select s.line, cast(s.grade as text) as value, o.name as detail
from {staging} as s
join organisation as o on o.code = coalesce(s.school_code, @organisation)
where (o.school_level = 1 and s.grade not between 1 and 6) or (o.school_level = 7 and s.grade not between 7 and 9)
