-- Version 1. How far each child has come on its way into a school, one row for a child, year and level. state: the names of EntryState.
select
  e.person_id,
  e.year,
  e.level,
  e.state,
  e.county_code,
  e.allocated_school,
  e.published_at,
  e.registered_school,
  e.admitted_school,
  e.reason,
  e.reason_detail,
  e.changed_at
from entry e
