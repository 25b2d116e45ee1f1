-- Gives each child of the set that enters at the level its entry, waiting for allocation.
-- Guarantees: an entry that exists is not touched; each new one has its event.
-- Ordered by person, so that everybody is found before the first row is written: PostgreSQL would otherwise look for each child among the rows
-- that the statement has just written, and take the square of the time.
insert into entry_event (person_id, year, level, seq, state, what, at, account_id, organisation_code, run_id, detail)
select
  s.person_id,
  @year,
  @level,
  coalesce((select max(v.seq) from entry_event as v where v.person_id = s.person_id and v.year = @year and v.level = @level), 0) + 1,
  'Pending',
  'listed',
  @now,
  nullif(@account, 0),
  @organisation,
  nullif(@run, 0),
  @detail
from person_set as s
where s.cohort = @cohort
  and not exists (select 1 from entry as e where e.person_id = s.person_id and e.year = @year and e.level = @level)
order by s.person_id;

insert into entry (person_id, year, level, state, county_code, changed_at, version)
select s.person_id, @year, @level, 'Pending', s.county_code, @now, 0
from person_set as s
where s.cohort = @cohort
  and not exists (select 1 from entry as e where e.person_id = s.person_id and e.year = @year and e.level = @level)
order by s.person_id
