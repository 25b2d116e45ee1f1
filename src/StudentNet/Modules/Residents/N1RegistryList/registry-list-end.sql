-- Residences of children who are no longer resident end, also where the list named no address of theirs.
update residence
set until = @now
from person as p, {staging} as s
where p.person_id = residence.person_id
  and s.person_id = p.person_id
  and s.turn = 1
  and p.ended is not null
  and residence.until is null
