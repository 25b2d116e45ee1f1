-- Open cases that the ledger opened, and in the weeks from 8/1 to 9/15 in which no comparison runs those of the comparison too, whose child it explains again by something else than the case: proposed for release, a person confirms (domain §7). A
-- proposal that no longer holds is withdrawn. Passes are those of comparison-passes.csv, beside the rules of standing-rules.csv that find the same.
insert into case_found (person_id, pass)
select c.person_id,
  min(case
    when p.ended = 'Died' then 30
    when p.ended = 'LostNationality' then 40
    when p.ended is not null then 50
    when p.cohort < case c.level when 1 then @oldest_elementary else @oldest_junior end then 60
    else (
      select k.pass
      from standing_now s
      join (
        select 10 as rule, 12 as pass union all select 12, 12 union all select 60, 12 union all select 20, 10 union all
        select 30, 14 union all select 32, 18 union all select 40, 16 union all select 62, 20 union all select 70, 20 union all select 72, 20 union all select 92, 52
      ) k on k.rule = s.rule
      where s.person_id = c.person_id and s.valid_from <= @day and s.valid_until > @day
    )
  end)
from tracked_case c
join person_now p on p.person_id = c.person_id
where (c.comparison_id = 0 or @comparison_rests = 1) and c.released_at is null
group by c.person_id;

insert into case_event (person_id, case_seq, seq, kind, at, organisation_code, account_id, school_code, note)
select c.person_id, c.case_seq,
  (select max(v.seq) from case_event v where v.person_id = c.person_id and v.case_seq = c.case_seq) + 1,
  'ReleaseProposed', @now, null, null,
  (select o.code
   from standing_now s
   join school_now o on o.code = s.organisation_code
   where s.person_id = c.person_id and s.valid_from <= @day and s.valid_until > @day and f.pass < 20),
  @title
from tracked_case c
join case_found f on f.person_id = c.person_id
where (c.comparison_id = 0 or @comparison_rests = 1) and c.released_at is null and f.pass is not null and coalesce(c.proposed_release_pass, 0) <> f.pass;

update tracked_case
set proposed_release_pass = (select f.pass from case_found f where f.person_id = tracked_case.person_id), version = version + 1
where (comparison_id = 0 or @comparison_rests = 1) and released_at is null
  and coalesce(proposed_release_pass, 0) <> coalesce((select f.pass from case_found f where f.person_id = tracked_case.person_id), 0)
