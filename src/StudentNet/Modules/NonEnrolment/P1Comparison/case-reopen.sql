-- Opens again the latest case of each child of the set where it has been released: the same case, with its number and all that was done. Guarantees: one
-- open case of a child and level; the county answers until it designates a school anew; a release that was proposed or confirmed no longer stands. Which
-- level: @level, or with 0 that of the child's age. The proposed school is the one that the release named, else the one that tracked.
-- A case that the ledger opens again is the ledger's from then on (comparison_id 0): to a comparison an admission accounts for the child all year.
insert into case_event (person_id, case_seq, seq, kind, at, organisation_code, account_id, school_code, note)
select c.person_id, c.case_seq,
  (select max(v.seq) from case_event v where v.person_id = c.person_id and v.case_seq = c.case_seq) + 1,
  'Reopened', @now, null, null, null, @title
from tracked_case c
join person_set s on s.person_id = c.person_id
where c.released_at is not null
  and c.level = case when @level > 0 then @level when s.cohort >= @youngest_junior + 1 then 1 else 7 end
  and not exists (select 1 from tracked_case o where o.person_id = c.person_id and o.level = c.level and (o.released_at is null or o.case_seq > c.case_seq));

update tracked_case
set released_at = null, release_reason = null, proposed_release_pass = null, designated_at = null, next_visit_due = null,
  comparison_id = case when @by_ledger = 1 then 0 else comparison_id end,
  proposed_school = coalesce(
    (select v.school_code from case_event v
     join school_now o on o.code = v.school_code and o.level = tracked_case.level
     where v.person_id = tracked_case.person_id and v.case_seq = tracked_case.case_seq and v.kind = 'Released' order by v.seq desc limit 1),
    school_code, proposed_school),
  school_code = null,
  searched_since = null, appealed_at = null, release_asked_at = null, hand_over_to = null, stopped_visit_due = null,
  county_code = coalesce((select h.county_code from residence_now h where h.person_id = tracked_case.person_id), county_code),
  version = version + 1
where released_at is not null
  and exists (
    select 1 from case_event v
    where v.person_id = tracked_case.person_id and v.case_seq = tracked_case.case_seq and v.kind = 'Reopened' and v.at = @now
      and v.seq = (select max(l.seq) from case_event l where l.person_id = v.person_id and l.case_seq = v.case_seq)
  )
