-- Open cases whose child is accounted for now: proposed for release, a person confirms (domain §7). A proposal that no longer holds is withdrawn.
-- Cases that the ledger opened (comparison_id 0) are proposed by the ledger: their children may be admitted and gone again.
insert into case_event (person_id, case_seq, seq, kind, at, organisation_code, account_id, school_code, note)
select c.person_id, c.case_seq,
  (select max(v.seq) from case_event v where v.person_id = c.person_id and v.case_seq = c.case_seq) + 1,
  'ReleaseProposed', @now, null, null, case when @school_passes like '%,' || cast(r.pass as varchar(12)) || ',%' then r.detail end, @title
from tracked_case c
join comparison_result r on r.person_id = c.person_id and r.comparison_id = @comparison and r.pass is not null
where c.level = @level and c.comparison_id <> 0 and c.released_at is null and coalesce(c.proposed_release_pass, 0) <> r.pass;

update tracked_case
set proposed_release_pass = (
      select r.pass from comparison_result r where r.person_id = tracked_case.person_id and r.comparison_id = @comparison),
    version = version + 1
where level = @level and comparison_id <> 0 and released_at is null
  and coalesce(proposed_release_pass, 0) <> coalesce((
      select r.pass from comparison_result r where r.person_id = tracked_case.person_id and r.comparison_id = @comparison), 0)
