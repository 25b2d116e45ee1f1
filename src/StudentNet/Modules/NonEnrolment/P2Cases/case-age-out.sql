-- Releases every open case whose child has reached its 逾齡除案 day, with its event, and closes what was asked about it (domain §4). Guarantees: a case is released
-- once; one that is released already stays as it is. An elementary case ends so at the age of junior high: a child that still is in no school gets a case of that level.
insert into case_event (person_id, case_seq, seq, kind, at, organisation_code, account_id, school_code, note)
select c.person_id, c.case_seq,
  (select max(v.seq) from case_event v where v.person_id = c.person_id and v.case_seq = c.case_seq) + 1,
  'Released', @now, null, null, null, @title
from tracked_case c
join person_now p on p.person_id = c.person_id
where c.released_at is null and p.cohort < case c.level when 1 then @oldest_elementary else @oldest_junior end;

update case_request
set taken_back_at = @now
where answered_at is null and taken_back_at is null
  and exists (
    select 1 from tracked_case c
    join person_now p on p.person_id = c.person_id
    where c.person_id = case_request.person_id and c.case_seq = case_request.case_seq
      and c.released_at is null and p.cohort < case c.level when 1 then @oldest_elementary else @oldest_junior end
  );

update tracked_case
set released_at = @now, release_reason = 'aged-out', next_visit_due = null, stopped_visit_due = null, appealed_at = null, release_asked_at = null, hand_over_to = null,
  proposed_release_pass = null, version = version + 1
where released_at is null
  and exists (
    select 1 from person_now p
    where p.person_id = tracked_case.person_id and p.cohort < case tracked_case.level when 1 then @oldest_elementary else @oldest_junior end
  )
