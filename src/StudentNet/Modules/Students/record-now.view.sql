-- Version 1. The records (Q2) that stand, one row for a child, term and school; withdrawn ones are not there.
select r.person_id, r.year, r.term, r.school_code, r.grade, r.received_at
from student_record r
where r.withdrawn_at is null
