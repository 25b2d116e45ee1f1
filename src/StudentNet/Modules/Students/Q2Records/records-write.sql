-- Brings the records to what the file says; unchanged ones are not touched. The instant of first filing stays.
insert into student_record
  (person_id, year, term, school_code, county_code, level, grade, class_name, seat, status, status_on, is_in_school, gap, gap_on, last_change,
   last_change_on, previous_school, document, content_hash, schema_version, receipt_id, first_received_at, received_at, withdrawn_at)
select s.person_id, @year, cast(@term as integer), s.school, s.county_code, s.level, s.grade, s.class_name, s.seat, s.status, s.status_on,
  s.is_in_school, s.gap, s.gap_on, s.last_change, s.last_change_on, s.previous_school, s.document, s.content_hash, @version, @receipt, @now, @now,
  null
from {staging} as s
where s.school is not null
on conflict (person_id, year, term, school_code) do update
set county_code = excluded.county_code,
  level = excluded.level,
  grade = excluded.grade,
  class_name = excluded.class_name,
  seat = excluded.seat,
  status = excluded.status,
  status_on = excluded.status_on,
  is_in_school = excluded.is_in_school,
  gap = excluded.gap,
  gap_on = excluded.gap_on,
  last_change = excluded.last_change,
  last_change_on = excluded.last_change_on,
  previous_school = excluded.previous_school,
  document = excluded.document,
  content_hash = excluded.content_hash,
  schema_version = excluded.schema_version,
  receipt_id = excluded.receipt_id,
  received_at = excluded.received_at,
  withdrawn_at = null
where student_record.content_hash <> excluded.content_hash or student_record.withdrawn_at is not null
