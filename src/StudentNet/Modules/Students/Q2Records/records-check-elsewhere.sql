-- Pupils in school here whom another school has filed as in school for the same term.
select s.line, s.number as value, min(o.name) as detail
from {staging} as s
join student_record as r on r.person_id = s.person_id and r.year = @year and r.term = cast(@term as integer) and r.school_code <> s.school
join organisation as o on o.code = r.school_code
where s.is_in_school and r.is_in_school and r.withdrawn_at is null
group by s.line, s.number
