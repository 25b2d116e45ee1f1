-- Writes the found place beside each row, and the person who holds its number or its old number; a second, different person is one to merge.
-- Numbers of merged records already point to the survivor.
update {staging} as s
set found_village = p.village,
  found_township = p.township,
  found_county = p.county,
  village_hint = p.hint,
  person_key = s.number,
  person_id = coalesce(
    (select i.person_id from person_identifier as i where i.number = s.number),
    (select i.person_id from person_identifier as i where i.number = s.old_number)
  ),
  other_person_id = (
    select o.person_id
    from person_identifier as n
    join person_identifier as o on o.number = s.old_number and o.person_id <> n.person_id
    where n.number = s.number
  ),
  turn = null,
  is_late = null,
  difference = null
from registry_place as p
where p.place = s.place
