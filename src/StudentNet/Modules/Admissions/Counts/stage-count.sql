-- How far each school is in registration and admission, as its own list says it (SchoolList, ListedChild.State): the one definition of these figures.
-- Guarantees: a child counts once a list, in exactly one of here, absent, elsewhere or (the rest) open. changed, added: marked, or come and not marked,
-- after the school's last stamp. A line for each stage that asks a school, that it has stamped, or that stage_count has already.
-- @school: the school; blank: all of the country. @elsewhere: reason codes that show as 其他, between commas.
with stage as (
  select 'Registration' as name, 'N3' as code
  union all
  select 'Admission', 'N5'
),
counted as (
  select o.code, o.school_level as level from organisation o where @school <> '' and o.code = @school and o.school_level is not null
  union all
  select o.code, o.school_level from organisation o where @school = '' and o.level = 'School' and o.school_level is not null
),
stamp as (
  select s.organisation_code as school_code, st.name as stage, max(s.at) as at
  from counted c
  join submission s on s.organisation_code = c.code and s.year = @year and s.level = c.level
  join stage st on st.code = s."window"
  group by s.organisation_code, st.name
),
marked as (
  select m.person_id, m.school_code, m.level, m.stage, m.state, m.reason, m.is_addition, m.at
  from counted c
  join entry_mark m on m.year = @year and m.level = c.level and m.school_code = c.code
),
allocated as (
  select e.person_id, e.allocated_school as school_code, e.level, e.published_at
  from counted c
  join entry e on e.year = @year and e.level = c.level and e.allocated_school = c.code
  where e.published_at is not null
),
candidate as (
  select 'Registration' as stage, a.school_code, a.level, a.person_id, a.published_at as since
  from allocated a
  union all
  select 'Registration', m.school_code, m.level, m.person_id, null
  from marked m
  where m.stage = 'Registration' and m.state <> 'Cleared'
  union all
  select 'Admission', a.school_code, a.level, a.person_id, a.published_at
  from allocated a
  where not exists (
    select 1 from entry_mark r
    where r.person_id = a.person_id and r.year = @year and r.level = a.level and r.stage = 'Registration' and r.state = 'Here'
  )
  union all
  select 'Admission', m.school_code, m.level, m.person_id, m.at
  from marked m
  where m.stage = 'Registration' and m.state = 'Here'
  union all
  select 'Admission', m.school_code, m.level, m.person_id, null
  from marked m
  where m.stage = 'Admission' and m.state <> 'Cleared'
),
listed as (
  select c.stage, c.school_code, c.level, c.person_id, max(c.since) as since
  from candidate c
  group by c.stage, c.school_code, c.level, c.person_id
),
said as (
  select
    l.stage,
    l.school_code,
    l.since,
    own.state as state,
    own.reason as reason,
    case when exists (
      select 1 from entry_mark o
      where o.person_id = l.person_id and o.year = @year and o.level = l.level and o.stage = l.stage
        and o.school_code <> l.school_code and o.state = 'Here'
    ) then 1 else 0 end as claimed
  from listed l
  left join marked own
    on own.person_id = l.person_id and own.school_code = l.school_code and own.stage = l.stage and own.state <> 'Cleared'
),
figured as (
  select
    s.school_code,
    s.stage,
    count(*) as listed,
    sum(case when s.state = 'Here' then 1 else 0 end) as here,
    sum(case when s.state = 'NotHere' and @elsewhere not like '%,' || s.reason || ',%' then 1 else 0 end) as absent,
    sum(case when (s.state = 'NotHere' and @elsewhere like '%,' || s.reason || ',%') or (s.state is null and s.claimed = 1) then 1 else 0 end) as elsewhere,
    sum(case when s.state = 'Here' and s.claimed = 1 then 1 else 0 end) as contested,
    sum(case when s.state is null and s.claimed = 0 and s.since > t.at then 1 else 0 end) as come
  from said s
  left join stamp t on t.school_code = s.school_code and t.stage = s.stage
  group by s.school_code, s.stage
),
since as (
  select
    m.school_code,
    m.stage,
    sum(case when not m.is_addition or m.state = 'Cleared' then 1 else 0 end) as changed,
    sum(case when m.is_addition and m.state <> 'Cleared' then 1 else 0 end) as added
  from marked m
  join stamp t on t.school_code = m.school_code and t.stage = m.stage and m.at > t.at
  group by m.school_code, m.stage
)
select
  c.code as school_code,
  cast(@year as integer) as year,
  st.name as stage,
  c.level as level,
  coalesce(f.listed, 0) as listed,
  coalesce(f.here, 0) as here,
  coalesce(f.absent, 0) as absent,
  coalesce(f.elsewhere, 0) as elsewhere,
  coalesce(f.contested, 0) as contested,
  coalesce(n.changed, 0) as changed,
  coalesce(n.added, 0) + coalesce(f.come, 0) as added,
  t.at as stamped_at
from counted c
cross join stage st
left join figured f on f.school_code = c.code and f.stage = st.name
left join since n on n.school_code = c.code and n.stage = st.name
left join stamp t on t.school_code = c.code and t.stage = st.name
where f.listed > 0
  or t.at is not null
  or exists (select 1 from stage_count k where k.school_code = c.code and k.year = @year and k.stage = st.name)
