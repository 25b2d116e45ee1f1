-- Version 1. Every step of each child on its way into a school, for S (HistoryRow): what is the step (EntryEvents), code its reason, detail what the reason
-- names, year and part the school year and level (1, 7). An entry without a step of its own is one as it stands: what = stands, code = its state.
select
  v.person_id, v.seq, v.what, cast(null as date) as valid_from, cast(null as date) as valid_until,
  v.at as received_at, cast(null as timestamptz) as end_received_at, cast(null as timestamptz) as superseded_at,
  v.school_code as organisation_code, v.year, v.level as part, cast(null as integer) as grade,
  v.reason as code, v.detail, v.state as before
from entry_event v
union all
select
  e.person_id, 0, 'stands', cast(null as date), cast(null as date),
  e.changed_at, cast(null as timestamptz), cast(null as timestamptz),
  coalesce(e.admitted_school, e.registered_school, e.allocated_school), e.year, e.level, cast(null as integer),
  e.reason, e.reason_detail, e.state
from entry e
where not exists (select 1 from entry_event v where v.person_id = e.person_id and v.year = e.year and v.level = e.level)
