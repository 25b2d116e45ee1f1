-- The resident children who enter, by county, by the school they are allocated to and by what the allocation made of them: the one definition of these figures.
-- Guarantees: every child of an entry whom the registry has not ended is counted once, so residents = allocated + choice + needs a person + pending.
-- @school: whose allocation it is; blank: of nobody, in @county (blank: county unknown); @county '*': everybody.
select
  coalesce(e.county_code, '') as county_code,
  coalesce(e.allocated_school, '') as school_code,
  cast(@year as integer) as year,
  e.level as level,
  e.kind as kind,
  count(*) as children,
  sum(case when e.published_at is not null then 1 else 0 end) as published
from (
  select e.person_id, e.county_code, e.allocated_school, e.level, e.published_at,
    case when e.state in ('Pending', 'NeedsPerson') then e.state when e.basis = 'Choice' then 'Choice' else 'Allocated' end as kind
  from entry e
  where @school <> '' and e.year = @year and e.level in (1, 7) and e.allocated_school = @school
  union all
  select e.person_id, e.county_code, e.allocated_school, e.level, e.published_at,
    case when e.state in ('Pending', 'NeedsPerson') then e.state when e.basis = 'Choice' then 'Choice' else 'Allocated' end
  from entry e
  where @school = '' and @county <> '*' and e.year = @year and e.level in (1, 7) and e.allocated_school is null
    and (e.county_code = @county or (@county = '' and e.county_code is null))
  union all
  select e.person_id, e.county_code, e.allocated_school, e.level, e.published_at,
    case when e.state in ('Pending', 'NeedsPerson') then e.state when e.basis = 'Choice' then 'Choice' else 'Allocated' end
  from entry e
  where @school = '' and @county = '*' and e.year = @year and e.level in (1, 7)
) e
join person_now p on p.person_id = e.person_id
where p.ended is null
group by coalesce(e.county_code, ''), coalesce(e.allocated_school, ''), e.level, e.kind
