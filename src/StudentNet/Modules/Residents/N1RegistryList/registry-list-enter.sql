-- Gives each resident child of the cohort that enters at the level its entry, waiting for allocation, and hands the entry of a child who moved
-- to another county over to that county. What has been published stays published; that the child has moved shows from its residence.
-- An entry that exists in the right county is not touched.
-- Ordered by person, so that everybody is found before the first row is written: PostgreSQL would otherwise look for each child among the rows
-- that the statement has just written, and take the square of the time.
insert into entry_event (person_id, year, level, seq, state, what, at, account_id, organisation_code, detail)
select s.person_id, @year, @level, 1, 'Pending', 'listed', @now, nullif(@account, 0), @organisation, 'receipt ' || cast(@receipt as text)
from {staging} as s
join person as p on p.person_id = s.person_id
join residence as r on r.person_id = s.person_id and r.until is null
where s.turn = 1 and p.cohort = @cohort and p.ended is null and p.merged_into is null
  and not exists (select 1 from entry as e where e.person_id = s.person_id and e.year = @year and e.level = @level)
order by s.person_id;

insert into entry (person_id, year, level, state, county_code, changed_at, version)
select s.person_id, @year, @level, 'Pending', r.county_code, @now, 0
from {staging} as s
join person as p on p.person_id = s.person_id
join residence as r on r.person_id = s.person_id and r.until is null
where s.turn = 1 and p.cohort = @cohort and p.ended is null and p.merged_into is null
  and not exists (select 1 from entry as e where e.person_id = s.person_id and e.year = @year and e.level = @level)
order by s.person_id;

insert into entry_event (person_id, year, level, seq, state, school_code, what, at, account_id, organisation_code, detail)
select e.person_id, e.year, e.level,
  coalesce((select max(v.seq) from entry_event as v where v.person_id = e.person_id and v.year = e.year and v.level = e.level), 0) + 1,
  e.state, coalesce(e.admitted_school, e.registered_school, e.allocated_school), 'moved', @now, nullif(@account, 0), @organisation,
  coalesce(e.county_code, '') || ' → ' || r.county_code
from {staging} as s
join residence as r on r.person_id = s.person_id and r.until is null
join entry as e on e.person_id = s.person_id and e.year = @year and e.level = @level
where s.turn = 1 and e.county_code is distinct from r.county_code;

update entry
set county_code = r.county_code, changed_at = @now, version = entry.version + 1
from {staging} as s, residence as r
where s.turn = 1
  and s.person_id = entry.person_id
  and r.person_id = s.person_id
  and r.until is null
  and entry.year = @year
  and entry.level = @level
  and entry.county_code is distinct from r.county_code
