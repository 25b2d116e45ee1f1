-- Version 1. The standing of every child on every day, as it is known now: one row for each period [valid_from, valid_until), never two on one day.
-- rule: a number of standing-rules.csv; organisation_code: who answers; county_code: of the residence; detail: case or approval number; received_at: when
-- the fact came in; recorded_at: when the ledger learned of it.
select s.person_id, s.valid_from, s.valid_until, s.rule, s.organisation_code, s.county_code, s.township_code, s.cohort, s.detail, s.received_at, s.recorded_at
from standing s
where s.superseded_at is null
