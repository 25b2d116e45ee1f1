-- Merges records: the record of the current number stays, the other points to it and is no longer resident; its numbers and its trace stay.
-- Its entry, where the survivor has none for that year and level, goes to the survivor with the whole history.
insert into person_change (person_id, seq, field, before, after, at, receipt_id)
select m.other_person_id,
  coalesce((select max(c.seq) from person_change as c where c.person_id = m.other_person_id), 0) + 1,
  'merged', null, cast(m.person_id as text), @now, @receipt
from (select distinct person_id, other_person_id from {staging} where other_person_id is not null) as m;

update person
set merged_into = m.person_id, version = person.version + 1
from (select distinct person_id, other_person_id from {staging} where other_person_id is not null) as m
where m.other_person_id = person.person_id;

update person_identifier
set person_id = m.person_id, is_current = false
from (select distinct person_id, other_person_id from {staging} where other_person_id is not null) as m
where m.other_person_id = person_identifier.person_id;

update residence
set until = @now
from (select distinct other_person_id from {staging} where other_person_id is not null) as m
where m.other_person_id = residence.person_id and residence.until is null;

update entry_event
set person_id = m.person_id
from (select distinct person_id, other_person_id from {staging} where other_person_id is not null) as m
where m.other_person_id = entry_event.person_id
  and not exists (
    select 1 from entry as e where e.person_id = m.person_id and e.year = entry_event.year and e.level = entry_event.level
  );

update entry_choice
set person_id = m.person_id
from (select distinct person_id, other_person_id from {staging} where other_person_id is not null) as m
where m.other_person_id = entry_choice.person_id
  and not exists (
    select 1 from entry as e where e.person_id = m.person_id and e.year = entry_choice.year and e.level = entry_choice.level
  );

update entry
set person_id = m.person_id, version = entry.version + 1
from (select distinct person_id, other_person_id from {staging} where other_person_id is not null) as m
where m.other_person_id = entry.person_id
  and not exists (
    select 1 from entry as e where e.person_id = m.person_id and e.year = entry.year and e.level = entry.level
  )
