-- Version 1. What the household registry said of each child, for S (HistoryRow): what = residence (code: village; detail: village as written; organisation_code:
-- the township, or the county), change (code: the field; before, detail: what it was and became), number (code: kind; detail: the number).
-- received_at is when it came in, end_received_at when the registry said that the child lives there no more.
select
  r.person_id, r.seq, 'residence' as what, r.registered_on as valid_from, cast(null as date) as valid_until,
  r.received_at, r.until as end_received_at, cast(null as timestamptz) as superseded_at,
  coalesce(r.township_code, r.county_code) as organisation_code, cast(null as integer) as year, cast(null as integer) as part, cast(null as integer) as grade,
  r.village_code as code, r.village_text as detail, r.county_code as before
from residence r
union all
select
  c.person_id, c.seq, 'change', cast(null as date), cast(null as date),
  c.at, cast(null as timestamptz), cast(null as timestamptz),
  null, cast(null as integer), cast(null as integer), cast(null as integer),
  c.field, c.after, c.before
from person_change c
union all
select
  i.person_id, 0, 'number', cast(null as date), cast(null as date),
  i.since, cast(null as timestamptz), cast(null as timestamptz),
  null, cast(null as integer), cast(null as integer), cast(null as integer),
  i.kind, i.number, null
from person_identifier i
