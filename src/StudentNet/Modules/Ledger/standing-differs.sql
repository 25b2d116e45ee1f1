-- Children of the set whose current periods are not those decided, and of whom no change waits: what a nightly run must not find.
select count(*)
from person_set p
where not exists (select 1 from standing_due w where w.person_id = p.person_id)
  and (
    exists (
      select 1
      from standing s
      where s.person_id = p.person_id and s.superseded_at is null
        and not exists (
          select 1
          from standing_decided d
          where d.person_id = s.person_id and d.valid_from = s.valid_from and d.valid_until = s.valid_until and d.rule = s.rule
            and d.organisation_code = s.organisation_code and d.cohort = s.cohort
            and coalesce(d.county_code, '') = coalesce(s.county_code, '') and coalesce(d.township_code, '') = coalesce(s.township_code, '')
            and coalesce(d.detail, '') = coalesce(s.detail, '')
        )
    )
    or exists (
      select 1
      from standing_decided d
      where d.person_id = p.person_id
        and not exists (select 1 from standing s where s.person_id = d.person_id and s.superseded_at is null and s.valid_from = d.valid_from)
    )
  )
