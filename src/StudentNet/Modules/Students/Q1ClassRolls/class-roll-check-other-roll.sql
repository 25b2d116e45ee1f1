-- Rows of children who stand on another school's roll of the term.
select s.line, s.number as value, min(o.name) as detail
from {staging} as s
join class_pupil as p on p.person_id = s.person_id and p.year = @year and p.term = @term and p.school_code <> coalesce(s.school_code, @organisation)
join organisation as o on o.code = p.school_code
group by s.line, s.number
