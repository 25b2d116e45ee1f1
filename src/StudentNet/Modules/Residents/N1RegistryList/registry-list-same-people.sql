-- A row that names an old number makes the rows of that number in the same list the same person.
update {staging} as s
set person_key = n.number, person_id = coalesce(s.person_id, n.person_id)
from (select old_number, min(number) as number, min(person_id) as person_id from {staging} where old_number is not null group by old_number) as n
where n.old_number = s.number;

update {staging} as s
set person_id = n.person_id
from (
  select person_key, min(person_id) as person_id
  from {staging}
  where person_key in (select number from {staging} where old_number is not null)
  group by person_key
) as n
where n.person_key = s.person_key and s.person_id is null
