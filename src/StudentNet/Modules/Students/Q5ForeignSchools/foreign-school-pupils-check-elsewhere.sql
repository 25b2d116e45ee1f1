-- Children who are on the list of another foreign school and have not left it.
select s.line, s.name as value, min(o.code || ' ' || o.name) as detail
from {staging} as s
join foreign_school_pupil as f on f.person_id = s.person_id and f.school_code <> s.found_school and f.left_on is null
join organisation as o on o.code = f.school_code
where s.left_on is null
group by s.line, s.name
