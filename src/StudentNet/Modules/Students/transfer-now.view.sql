-- Version 1. Every transfer of each child that was not taken back: released by from_school on released_on, and, where received_on is not null, received by received_by. left_again: the
-- day on which the child left the roll of the receiving school after that; null: it has not.
select t.person_id, t.transfer_seq as seq, t.from_school, t.to_school, t.certificate_no, t.released_on, t.released_at, t.received_by, t.received_on, t.received_at,
  (
    select min(e.at) from class_pupil_event e
    where e.person_id = t.person_id and e.school_code = t.received_by and e.what = 'left' and e.at >= t.received_at
  ) as left_again
from school_transfer t
where t.cancelled_at is null
