-- Version 1. Persons that stand for themselves: a record that was merged into another is not one (record_merged leads from it to its person).
-- cohort: year of the 9/1 from which on the child was born; ended: Died, MovedAbroad, LostNationality, or null; was_resident: the registry ever named a residence.
select
  p.person_id,
  p.name,
  p.normalised_name,
  p.sex,
  p.birth_date,
  p.cohort,
  p.nationality,
  p.ended,
  exists (select 1 from residence r where r.person_id = p.person_id) as was_resident
from person p
where p.merged_into is null
