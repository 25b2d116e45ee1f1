-- Says of each child's row what accepting it would do. Unchanged: name, sex, birth date, residence and end are already as the row says.
update {staging} as s
set difference = case
  when s.turn > 1 then null
  when s.person_id is null then 'New'
  when s.is_late then 'Unchanged'
  when s.other_person_id is not null then 'Changed'
  when not exists (
    select 1 from person as p
    where p.person_id = s.person_id and p.name = s.name and p.sex = s.sex and p.birth_date = s.birth_date
      and coalesce(p.ended, '') = case when s.change in ('Died', 'MovedAbroad', 'LostNationality') then s.change else '' end
  ) then 'Changed'
  when s.change in ('Died', 'MovedAbroad', 'LostNationality') then 'Unchanged'
  when s.change = 'MovedOut' then
    case when exists (
      select 1 from residence as r where r.person_id = s.person_id and r.until is null and coalesce(r.village_code, r.village_text) = coalesce(s.found_village, s.village_name)
    ) then 'Changed' else 'Unchanged' end
  when exists (
    select 1 from residence as r
    where r.person_id = s.person_id and r.until is null
      and coalesce(r.village_code, r.village_text) = coalesce(s.found_village, s.village_name)
      and r.neighbourhood is not distinct from s.neighbourhood
      and coalesce((select h.address from residence_hidden as h where h.person_id = r.person_id and h.seq = r.seq), r.address) = s.address
  ) and exists (select 1 from person_identifier as i where i.number = s.number) then 'Unchanged'
  else 'Changed'
end
