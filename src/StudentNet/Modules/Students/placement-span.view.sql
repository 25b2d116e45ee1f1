-- Version 1. Every placement of each child by the lists of the special-education network (Q4), ended ones too. since, until: the first day of the month
-- whose list said so first, and of the one that no longer said so. placement: a code of its list.
select p.person_id, p.seq, p.school_code, p.placement, p.since, p.until, p.received_at
from special_placement p
