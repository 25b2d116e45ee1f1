-- Says of each row what accepting it would do. Unchanged: the list says the same already; a grade said in an earlier year has counted on.
update {staging} as s
set difference = case
  when f.person_id is null then 'New'
  when f.grade + @year - f.grade_year = s.grade
    and f.enrolled_on = s.enrolled_on
    and f.left_on is not distinct from s.left_on
    and f.left_for is not distinct from s.left_for
    and s.person_doubt is distinct from 'correct' then 'Unchanged'
  else 'Changed'
end
from {staging} as t
left join foreign_school_pupil as f on f.person_id = t.person_id and f.school_code = t.found_school
where t.line = s.line
