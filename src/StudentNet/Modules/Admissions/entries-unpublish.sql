-- Takes back what was shown to the schools at one instant, where no school has acted on it since.
-- Guarantees: a child of which any school has said anything, or whose school has submitted its registration list since, stays published; every other one
-- waits for the next publication, with one event. Returns nothing.
update entry
set published_at = null, changed_at = @now, version = version + 1
where year = @year and level = @level and county_code = @county and state = 'Allocated' and published_at = @published
  and not exists (select 1 from entry_mark m where m.person_id = entry.person_id and m.year = @year and m.level = @level)
  and not exists (
    select 1
    from submission s
    where s."window" = 'N3' and s.organisation_code = entry.allocated_school and s.year = @year and s.level = @level and s.at > @published
  );

insert into entry_event (person_id, year, level, seq, state, school_code, what, at, account_id, organisation_code)
select
  e.person_id,
  e.year,
  e.level,
  (select coalesce(max(v.seq), 0) + 1 from entry_event v where v.person_id = e.person_id and v.year = @year and v.level = @level),
  e.state,
  e.allocated_school,
  'publication-withdrawn',
  @now,
  nullif(@account, 0),
  @county
from entry e
where e.year = @year and e.level = @level and e.county_code = @county and e.state = 'Allocated' and e.published_at is null and e.changed_at = @now
  and exists (
    select 1
    from entry_event v
    where v.person_id = e.person_id and v.year = @year and v.level = @level and v.what = 'published' and v.at = @published
  )
order by e.person_id
