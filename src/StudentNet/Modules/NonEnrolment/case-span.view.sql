-- Version 1. Every case of each child (P2), released ones too. school_code: the school that tracks since designated_at; before, and while it is null, the
-- county answers. released_at: null while the child is looked for.
select c.person_id, c.case_seq, c.case_no, c.level, c.county_code, c.school_code, c.designated_at, c.opened_at, c.released_at
from tracked_case c
