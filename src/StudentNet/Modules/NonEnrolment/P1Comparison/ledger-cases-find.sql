-- Children whom nothing explains today although something did before (a roll, a placement, an approval: @explaining), and for whom nobody looks yet. Whom
-- nothing ever explained is looked for in the counties of @everybody_of only: an installation that begins without rolls would look for everybody. An approval that was voided explained the
-- child until then, although it no longer says so.
insert into person_set (person_id, county_code, cohort)
select s.person_id, s.county_code, s.cohort
from standing_now s
where s.rule = @unexplained and s.valid_from <= @day and s.valid_until > @day
  and (
    exists (
      select 1 from standing_now b
      where b.person_id = s.person_id and b.valid_until <= s.valid_from and @explaining like '%,' || cast(b.rule as varchar(12)) || ',%'
    )
    -- Everybody of these counties, after the checkpoint and with their rolls there.
    or @everybody_of like '%,' || s.county_code || ',%'
    or exists (select 1 from approval_span a where a.person_id = s.person_id and a.voided_at is not null)
  )
  and not exists (select 1 from tracked_case c where c.person_id = s.person_id and c.released_at is null)
