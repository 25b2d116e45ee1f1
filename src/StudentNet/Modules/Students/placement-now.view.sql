-- Version 1. Where the latest list of the special-education network (Q4) places each child. placement: a code of its list.
select p.person_id, p.school_code, p.placement, p.since, p.received_at
from special_placement p
where p.until is null
