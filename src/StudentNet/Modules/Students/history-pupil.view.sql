-- Version 1. What schools and the special-education network said of each pupil, for S (HistoryRow); year and part are school year and term.
-- what = joined, changed, left (Q1; detail: the row as RollLine writes it), record (Q2; code: status; detail: class; before: gap; a row for each version of it),
-- placement (Q4; code: placement), foreign (Q3; code: kind; detail: class), foreign-school (Q5).
select
  v.person_id, v.seq, v.what, cast(null as date) as valid_from, cast(null as date) as valid_until,
  v.at as received_at, cast(null as timestamptz) as end_received_at, cast(null as timestamptz) as superseded_at,
  v.school_code as organisation_code, v.year, v.term as part, v.grade,
  null as code, v.content as detail, v.reason as before
from class_pupil_event v
union all
select
  c.person_id, 0, 'joined', cast(null as date), cast(null as date),
  c.changed_at, cast(null as timestamptz), cast(null as timestamptz),
  c.school_code, c.year, c.term, c.grade,
  null, c.content, null
from class_pupil c
where not exists (select 1 from class_pupil_event v where v.person_id = c.person_id and v.year = c.year and v.term = c.term and v.school_code = c.school_code)
union all
select
  r.person_id, 1000000, 'record', r.status_on, cast(null as date),
  r.received_at, r.withdrawn_at, cast(null as timestamptz),
  r.school_code, r.year, r.term, r.grade,
  r.status, r.class_name, r.gap
from student_record r
union all
select
  o.person_id, o.seq, 'record', cast(null as date), cast(null as date),
  o.received_at, cast(null as timestamptz), o.replaced_at,
  o.school_code, o.year, o.term, cast(null as integer),
  null, null, null
from student_record_version o
union all
select
  p.person_id, p.seq, 'placement', p.since, p.until,
  p.received_at, (select l.received_at from special_list l where l.receipt_id = p.end_receipt_id), cast(null as timestamptz),
  p.school_code, cast(null as integer), cast(null as integer), p.grade,
  p.placement, null, null
from special_placement p
union all
select
  f.person_id, f.seq, 'foreign', f.arrived_on, f.left_on,
  f.at, cast(null as timestamptz),
  (select n.at from foreign_pupil_event n where n.person_id = f.person_id and n.school_code = f.school_code and n.seq = f.seq + 1),
  f.school_code, f.grade_year, cast(null as integer), f.grade,
  f.kind, f.class_name, null
from foreign_pupil_event f
union all
select
  f.person_id, f.seq, 'foreign-school', f.enrolled_on, f.left_on,
  f.at, cast(null as timestamptz),
  (select n.at from foreign_school_pupil_event n where n.person_id = f.person_id and n.school_code = f.school_code and n.seq = f.seq + 1),
  f.school_code, f.grade_year, cast(null as integer), f.grade,
  null, f.left_for, null
from foreign_school_pupil_event f
union all
select
  p.person_id, 0, 'foreign', p.arrived_on, p.left_on,
  p.changed_at, cast(null as timestamptz), cast(null as timestamptz),
  p.school_code, p.grade_year, cast(null as integer), p.grade,
  p.kind, p.class_name, null
from foreign_pupil p
where not exists (select 1 from foreign_pupil_event f where f.person_id = p.person_id and f.school_code = p.school_code)
union all
select
  p.person_id, 0, 'foreign-school', p.enrolled_on, p.left_on,
  p.changed_at, cast(null as timestamptz), cast(null as timestamptz),
  p.school_code, p.grade_year, cast(null as integer), p.grade,
  null, p.left_for, null
from foreign_school_pupil p
where not exists (select 1 from foreign_school_pupil_event f where f.person_id = p.person_id and f.school_code = p.school_code)
