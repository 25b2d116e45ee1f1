-- Designates every waiting case of a county to its proposed school, with its event. Cases without a proposal keep waiting for a person.
insert into case_event (person_id, case_seq, seq, kind, at, organisation_code, account_id, school_code, note)
select c.person_id, c.case_seq,
  (select max(v.seq) from case_event v where v.person_id = c.person_id and v.case_seq = c.case_seq) + 1,
  'Designated', @now, @organisation, @account, c.proposed_school, null
from tracked_case c
where c.county_code = @county and c.school_code is null and c.proposed_school is not null and c.released_at is null;

update tracked_case
set school_code = proposed_school, designated_at = @now, next_visit_due = @due, version = version + 1
where county_code = @county and school_code is null and proposed_school is not null and released_at is null
