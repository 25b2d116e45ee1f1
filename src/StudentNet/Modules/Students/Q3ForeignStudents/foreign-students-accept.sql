-- Brings the school's list to what the file says. Only rows that differ are written, each with an entry of the history; the same file again
-- changes nothing. Who is not in the file stays as it is.
insert into foreign_pupil_event (person_id, school_code, seq, at, account_id, organisation_code, receipt_id, grade_year, grade, class_name, kind,
  arrived_on, left_on, absence, absent_since, return_expected_on, absence_detail)
select s.person_id, @organisation,
  coalesce((select max(e.seq) from foreign_pupil_event as e where e.person_id = s.person_id and e.school_code = @organisation), 0) + 1,
  @now, nullif(@account, 0), @organisation, @receipt, @year, s.grade, s.class_key, s.kind,
  s.arrived_on, s.left_on, s.absence, s.absent_since, s.return_expected_on, s.absence_detail
from {staging} as s
where s.difference <> 'Unchanged';

insert into foreign_pupil (person_id, school_code, grade_year, grade, class_name, kind, arrived_on, left_on, absence, absent_since,
  return_expected_on, absence_detail, changed_at, version)
select s.person_id, @organisation, @year, s.grade, s.class_key, s.kind, s.arrived_on, s.left_on, s.absence, s.absent_since,
  s.return_expected_on, s.absence_detail, @now, 0
from {staging} as s
where s.difference <> 'Unchanged'
on conflict (person_id, school_code) do update set
  grade_year = excluded.grade_year,
  grade = excluded.grade,
  class_name = excluded.class_name,
  kind = excluded.kind,
  arrived_on = excluded.arrived_on,
  left_on = excluded.left_on,
  absence = excluded.absence,
  absent_since = excluded.absent_since,
  return_expected_on = excluded.return_expected_on,
  absence_detail = excluded.absence_detail,
  changed_at = excluded.changed_at,
  version = foreign_pupil.version + 1
