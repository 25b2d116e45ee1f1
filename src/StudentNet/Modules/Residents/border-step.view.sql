-- Version 1. Every crossing of the border of each child (移民署), in the order of crossed_on, clock, direction (Out before In at one moment: the child is at home) and
-- seq. A child is abroad from the day of Out to the day before the next step.
select c.person_id, c.seq, c.direction, c.crossed_on, c.clock, c.received_at
from border_crossing c
