-- Version 1. What agencies said of each child, for S (HistoryRow): what = a feed of agency-feeds.csv; code: a kind of agency-kinds.csv; detail: the place; before: the document.
select
  r.person_id, r.seq, r.feed as what, r.valid_from, r.valid_until, r.received_at, r.end_received_at, cast(null as timestamptz) as superseded_at,
  r.school_code as organisation_code, cast(null as integer) as year, cast(null as integer) as part, cast(null as integer) as grade,
  r.kind as code, r.place as detail, r.document_no as before
from agency_record r
