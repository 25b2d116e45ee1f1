-- How many schools of a county (@county; blank: of the country) registration and admission ask to submit, how many did, and how many of those are not through.
-- Guarantees: one row for a stage and level that asks any school; the same schools as StageProgress. unfinished is counted for a county only.
with stage as (
  select 'N3' as code, 'Registration' as name
  union all
  select 'N5', 'Admission'
),
counted as (
  select
    st.code as code,
    st.name as stage,
    o.code as school_code,
    o.school_level as level,
    (
      select max(s.at) from submission s
      where s."window" = st.code and s.organisation_code = o.code and s.year = @year and s.level = o.school_level
    ) as stamp
  from organisation o
  cross join stage st
  where o.level = 'School' and o.school_level is not null and (@county = '' or o.county_code = @county)
),
asked as (
  select s.*
  from counted s
  where s.stamp is not null
    or exists (
      select 1 from entry_mark m
      where m.year = @year and m.level = s.level and m.school_code = s.school_code
        and ((m.stage = s.stage and m.state <> 'Cleared') or (s.code = 'N5' and m.stage = 'Registration' and m.state = 'Here'))
    )
    or exists (
      select 1 from entry e
      where e.year = @year and e.level = s.level and e.allocated_school = s.school_code and e.published_at is not null
        and (s.code = 'N3' or not exists (
          select 1 from entry_mark r
          where r.person_id = e.person_id and r.year = @year and r.level = s.level and r.stage = 'Registration' and r.state = 'Here'
        ))
    )
),
unfinished as (
  select a.code, a.school_code
  from asked a
  where @county <> '' and a.stamp is not null
    and (
      exists (
        select 1 from entry_mark m
        where m.year = @year and m.level = a.level and m.school_code = a.school_code and m.stage = a.stage and m.at > a.stamp
      )
      or exists (
        select 1 from entry e
        where e.year = @year and e.level = a.level and e.allocated_school = a.school_code and e.published_at is not null
          and not exists (
            select 1 from entry_mark m
            where m.person_id = e.person_id and m.year = @year and m.level = a.level
              and ((m.stage = a.stage and (m.state = 'Here' or (m.school_code = a.school_code and m.state <> 'Cleared')))
                or (a.code = 'N5' and m.stage = 'Registration' and m.state = 'Here'))
          )
      )
      or (a.code = 'N5' and exists (
        select 1 from entry_mark r
        where r.year = @year and r.level = a.level and r.school_code = a.school_code and r.stage = 'Registration' and r.state = 'Here'
          and not exists (
            select 1 from entry_mark m
            where m.person_id = r.person_id and m.year = @year and m.level = a.level and m.stage = 'Admission'
              and (m.state = 'Here' or (m.school_code = a.school_code and m.state <> 'Cleared'))
          )
      ))
    )
)
select
  a.code,
  a.level,
  count(*),
  sum(case when a.stamp is not null then 1 else 0 end),
  sum(case when u.school_code is not null then 1 else 0 end)
from asked a
left join unfinished u on u.code = a.code and u.school_code = a.school_code
group by a.code, a.level
