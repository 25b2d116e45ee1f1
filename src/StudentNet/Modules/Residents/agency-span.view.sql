-- Version 1. What agencies said of each child: a feed of agency-feeds.csv, a kind of agency-kinds.csv, from its first day to the day after its last (null: it goes on, or it happened on one day).
select r.person_id, r.seq, r.feed, r.kind, r.valid_from, r.valid_until, r.place, r.school_code, r.document_no, r.received_at, r.end_received_at
from agency_record r
