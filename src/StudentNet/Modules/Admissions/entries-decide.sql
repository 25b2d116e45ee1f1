-- Brings the entries to what was decided from their marks (EntryOutcome), each with its event.
update entry
set state = d.state,
  registered_school = d.registered_school,
  admitted_school = d.admitted_school,
  reason = d.reason,
  reason_detail = d.reason_detail,
  changed_at = @now,
  version = version + 1
from decided_entry as d
where d.person_id = entry.person_id and entry.year = @year and entry.level = @level;

insert into entry_event (person_id, year, level, seq, state, school_code, what, reason, detail, at, account_id, organisation_code, run_id)
select
  e.person_id,
  e.year,
  e.level,
  coalesce((select max(v.seq) from entry_event as v where v.person_id = e.person_id and v.year = e.year and v.level = e.level), 0) + 1,
  e.state,
  coalesce(e.admitted_school, e.registered_school, e.allocated_school),
  @what,
  e.reason,
  @detail,
  @now,
  nullif(@account, 0),
  @organisation,
  nullif(@run, 0)
from decided_entry as d
join entry as e on e.person_id = d.person_id and e.year = @year and e.level = @level
order by e.person_id
