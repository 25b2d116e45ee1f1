-- Version 1. Every dated approval of each child (P2), voided ones too: a code of approval-kinds.csv, the document, the first and the last day, the county
-- that entered it and when. voided_at: null while it holds; a voided one explains nobody on any day.
select a.person_id, a.seq, a.kind, a.document_no, a.valid_from, a.valid_through, a.county_code, a.entered_at, a.voided_at
from approval a
