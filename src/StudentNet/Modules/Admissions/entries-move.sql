-- Hands the entry of each child of the set that lives in another county now over to that county, whatever its cohort.
-- What has been published stays published; that the child has moved shows from its residence.
insert into entry_event (person_id, year, level, seq, state, school_code, what, at, account_id, organisation_code, run_id, detail)
select
  e.person_id,
  e.year,
  e.level,
  coalesce((select max(v.seq) from entry_event as v where v.person_id = e.person_id and v.year = e.year and v.level = e.level), 0) + 1,
  e.state,
  coalesce(e.admitted_school, e.registered_school, e.allocated_school),
  'moved',
  @now,
  nullif(@account, 0),
  @organisation,
  nullif(@run, 0),
  coalesce(e.county_code, '') || ' → ' || s.county_code
from person_set as s
join entry as e on e.person_id = s.person_id and e.year = @year and e.level = @level
where e.county_code is distinct from s.county_code;

update entry
set county_code = s.county_code, changed_at = @now, version = entry.version + 1
from person_set as s
where s.person_id = entry.person_id
  and entry.year = @year
  and entry.level = @level
  and entry.county_code is distinct from s.county_code
