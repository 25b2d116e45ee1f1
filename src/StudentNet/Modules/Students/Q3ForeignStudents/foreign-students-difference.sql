-- Says of each row what accepting it would do. Unchanged: the list says the same already; a grade said in an earlier year has counted on.
update {staging} as s
set difference = case
  when f.person_id is null then 'New'
  when f.grade + @year - f.grade_year = s.grade
    and f.class_name is not distinct from s.class_key
    and f.kind = s.kind
    and f.arrived_on = s.arrived_on
    and f.left_on is not distinct from s.left_on
    and f.absence is not distinct from s.absence
    and f.absent_since is not distinct from s.absent_since
    and f.return_expected_on is not distinct from s.return_expected_on
    and f.absence_detail is not distinct from s.absence_detail
    and s.person_doubt is distinct from 'correct' then 'Unchanged'
  else 'Changed'
end
from {staging} as t
left join foreign_pupil as f on f.person_id = t.person_id and f.school_code = @organisation
where t.line = s.line
