-- Says of each row what accepting it would do, compared with the placement in force.
update {staging} as s
set difference = case
  when p.person_id is null then 'New'
  when p.school_code = s.found_school
    and p.grade = s.grade
    and p.category = s.category
    and p.placement = s.placement
    and p.approved_on = s.approved_on
    and p.valid_until is not distinct from s.valid_until
    and p.class_reduction = coalesce(s.class_reduction, 0) then 'Unchanged'
  else 'Changed'
end
from {staging} as t
left join special_placement as p on p.person_id = t.person_id and p.until is null
where t.line = s.line
