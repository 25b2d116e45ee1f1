-- Version 1. Which school tracks, or tracked last, in each case of a child. released_at, release_reason (release-reasons.csv): null while the child is looked for.
select c.person_id, c.case_seq, c.school_code, c.designated_at, c.released_at, c.release_reason
from tracked_case c
where c.school_code is not null
