-- Version 1. Everything that happened to a pupil on the class rolls (Q1), in the order of at and seq within a school and term. what: joined, changed, left;
-- grade and counts_as (the names of PupilFigure) as they were from then on, for left as they were before.
select v.person_id, v.school_code, v.year, v.term, v.seq, v.what, v.grade, v.counts_as, v.at
from class_pupil_event v
