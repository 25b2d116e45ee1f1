-- How far the allocation of a year and level is, county by county.
-- Guarantees: every resident child of the cohort is counted in exactly one column of one county; those without a known county have an empty code.
select
  coalesce(e.county_code, '') as county,
  count(*) as residents,
  count(case when e.state not in ('Pending', 'NeedsPerson') and e.basis is distinct from 'Choice' then 1 end) as allocated,
  count(case when e.state not in ('Pending', 'NeedsPerson') and e.basis = 'Choice' then 1 end) as choice,
  count(case when e.state = 'NeedsPerson' then 1 end) as needs_person,
  count(case when e.state = 'Pending' then 1 end) as pending,
  count(case when e.published_at is not null then 1 end) as published
from entry e
join person_now p on p.person_id = e.person_id
where e.year = @year and e.level = @level and p.ended is null
group by coalesce(e.county_code, '')
order by coalesce(e.county_code, '')
