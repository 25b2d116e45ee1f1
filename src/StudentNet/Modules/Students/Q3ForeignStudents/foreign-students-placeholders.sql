-- A row without a number is the pupil of this school's own list that has an issued number, the same name and birth date: the same file again
-- issues nothing twice. Anybody else of that name and birth date is only a possible match, and the row becomes a new person.
update {staging} as s
set person_id = k.person_id
from (
  select p.normalised_name, p.birth_date, min(p.person_id) as person_id
  from foreign_pupil as f
  join person_now as p on p.person_id = f.person_id
  join number_now as i on i.person_id = p.person_id and i.kind = 'Issued'
  where f.school_code = @organisation
  group by p.normalised_name, p.birth_date
) as k
where s.number is null and k.normalised_name = s.normalised_name and k.birth_date = s.birth_date
