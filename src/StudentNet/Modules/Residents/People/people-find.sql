-- Writes beside each row the person who holds its number; numbers of merged records already point to the survivor. Says where the record and
-- the row differ. Only what changes is written: running it again costs a look.
update {staging} as s
set person_id = p.person_id,
  person_doubt = case
    when p.normalised_name <> s.normalised_name and p.birth_date <> s.birth_date then 'other'
    when p.as_of is null and (p.name <> s.name or p.birth_date <> s.birth_date or p.sex <> s.sex or p.nationality <> s.nationality) then case when s.person_doubt = 'not-ours' then 'not-ours' else 'correct' end
    when p.as_of is null then null
    when p.birth_date <> s.birth_date then 'birth-date'
    when p.normalised_name <> s.normalised_name then 'name'
  end
from person_identifier as i, person as p
where i.number = s.number
  and p.person_id = i.person_id
  and (
    s.person_id is distinct from p.person_id
    or s.person_doubt is not null
    or p.normalised_name <> s.normalised_name
    or p.birth_date <> s.birth_date
    or (p.as_of is null and (p.name <> s.name or p.sex <> s.sex or p.nationality <> s.nationality))
  )
