-- Brings the schools' lists to what the file says. Only rows that differ are written, each with an entry of the history; the same file again
-- changes nothing. Who is not in the file stays as it is.
insert into foreign_school_pupil_event (person_id, school_code, seq, at, account_id, organisation_code, receipt_id, grade_year, grade,
  enrolled_on, left_on, left_for)
select s.person_id, s.found_school,
  coalesce((select max(e.seq) from foreign_school_pupil_event as e where e.person_id = s.person_id and e.school_code = s.found_school), 0) + 1,
  @now, nullif(@account, 0), @organisation, @receipt, @year, s.grade, s.enrolled_on, s.left_on, s.left_for
from {staging} as s
where s.difference <> 'Unchanged';

insert into foreign_school_pupil (person_id, school_code, grade_year, grade, enrolled_on, left_on, left_for, changed_at, version)
select s.person_id, s.found_school, @year, s.grade, s.enrolled_on, s.left_on, s.left_for, @now, 0
from {staging} as s
where s.difference <> 'Unchanged'
on conflict (person_id, school_code) do update set
  grade_year = excluded.grade_year,
  grade = excluded.grade,
  enrolled_on = excluded.enrolled_on,
  left_on = excluded.left_on,
  left_for = excluded.left_for,
  changed_at = excluded.changed_at,
  version = foreign_school_pupil.version + 1
