-- Version 1. Dated approvals of each child, for S (HistoryRow): what = approval; code: a code of approval-kinds.csv; detail: the document; before: who decided;
-- end_received_at: when it was voided.
select
  a.person_id, a.seq, 'approval' as what, a.valid_from, date(a.valid_through, '+1 day') as valid_until,
  a.entered_at as received_at, cast(null as timestamptz) as end_received_at, a.voided_at as superseded_at,
  a.county_code as organisation_code, cast(null as integer) as year, cast(null as integer) as part, cast(null as integer) as grade,
  a.kind as code, a.document_no as detail, a.approver as before
from approval a
