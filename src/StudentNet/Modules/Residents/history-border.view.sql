-- Version 1. Crossings of the border of each child, for S (HistoryRow): what = Out or In; detail: hour and minute.
select
  c.person_id, c.seq, c.direction as what, c.crossed_on as valid_from, cast(null as date) as valid_until,
  c.received_at, cast(null as timestamptz) as end_received_at, cast(null as timestamptz) as superseded_at,
  cast(null as varchar(8)) as organisation_code, cast(null as integer) as year, cast(null as integer) as part, cast(null as integer) as grade,
  null as code, c.clock as detail, null as before
from border_crossing c
