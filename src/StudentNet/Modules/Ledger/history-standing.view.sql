-- Version 1. Everything the ledger ever said of each child, for S (HistoryRow): days, code: the rule, organisation_code: who answers, detail: case or approval
-- number. received_at is when the ledger learned of it, superseded_at when it learned better.
select
  s.person_id, s.seq, 'standing' as what, s.valid_from, s.valid_until,
  s.recorded_at as received_at, cast(null as timestamptz) as end_received_at, s.superseded_at,
  s.organisation_code, cast(null as integer) as year, cast(null as integer) as part, cast(null as integer) as grade,
  cast(s.rule as varchar(8)) as code, s.detail, null as before
from standing s
