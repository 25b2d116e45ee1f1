-- Version 1. The class rolls (Q1) of every term as they stand now: a child may stand on the rolls of two schools.
select c.person_id, c.school_code, c.year, c.term, c.grade, c.class_name, c.changed_at
from class_pupil c
