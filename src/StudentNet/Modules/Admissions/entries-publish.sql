-- Shows the schools what is allocated and not yet shown.
-- Ordered by person, so that all are found before the first event is written (see entries-list.sql).
-- Guarantees: every allocated child of the county that the registry holds is published with one event; those published before keep their stamp.
update entry
set published_at = @now, changed_at = @now, version = version + 1
where year = @year and level = @level and county_code = @county and state = 'Allocated' and published_at is null
  and exists (select 1 from person_now p where p.person_id = entry.person_id and p.ended is null);

insert into entry_event (person_id, year, level, seq, state, school_code, what, at, account_id, organisation_code)
select
  e.person_id,
  e.year,
  e.level,
  (select coalesce(max(v.seq), 0) + 1 from entry_event v where v.person_id = e.person_id and v.year = @year and v.level = @level),
  e.state,
  e.allocated_school,
  'published',
  @now,
  nullif(@account, 0),
  @county
from entry e
where e.year = @year and e.level = @level and e.county_code = @county and e.state = 'Allocated' and e.published_at = @now
  and not exists (
    select 1
    from entry_event v
    where v.person_id = e.person_id and v.year = @year and v.level = @level and v.what = 'published' and v.at = @now
  )
order by e.person_id
