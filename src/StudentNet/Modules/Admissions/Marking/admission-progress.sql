-- Figures of every school's admission list, as SchoolList reads it: who registered with the school, its own allocation that registered nowhere, whom it marked itself.
-- Guarantees: each child counts once a list, in exactly one of here, absent, elsewhere or (the rest) open; the same rules as ListedChild.State.
-- @elsewhere: reason codes that show as 其他, between commas. @county, @school: the county whose schools are counted, or the school; blank: all.
with counted_school as (
  select o.code
  from organisation o
  where o.level = 'School' and (@county = '' or o.county_code = @county) and (@school = '' or o.code = @school)
),
listed as (
  select e.allocated_school as school_code, e.person_id
  from counted_school c
  join entry e on e.allocated_school = c.code
  where e.year = @year and e.level = @level and e.published_at is not null
    and not exists (
      select 1 from entry_mark r
      where r.person_id = e.person_id and r.year = @year and r.level = @level and r.stage = 'Registration' and r.state = 'Here'
    )
  union
  select m.school_code, m.person_id
  from counted_school c
  join entry_mark m on m.school_code = c.code
  where m.year = @year and m.level = @level
    and ((m.stage = 'Registration' and m.state = 'Here') or (m.stage = 'Admission' and m.state <> 'Cleared'))
),
said as (
  select
    l.school_code,
    own.state as state,
    own.reason as reason,
    case when exists (
      select 1 from entry_mark o
      where o.person_id = l.person_id and o.year = @year and o.level = @level and o.stage = 'Admission'
        and o.school_code <> l.school_code and o.state = 'Here'
    ) then 1 else 0 end as claimed
  from listed l
  left join entry_mark own
    on own.person_id = l.person_id and own.year = @year and own.level = @level and own.stage = 'Admission'
    and own.school_code = l.school_code and own.state <> 'Cleared'
)
select
  school_code,
  count(*),
  sum(case when state = 'Here' then 1 else 0 end),
  sum(case when state = 'NotHere' and @elsewhere not like '%,' || reason || ',%' then 1 else 0 end),
  sum(case when (state = 'NotHere' and @elsewhere like '%,' || reason || ',%') or (state is null and claimed = 1) then 1 else 0 end),
  sum(case when state = 'Here' and claimed = 1 then 1 else 0 end)
from said
group by school_code
