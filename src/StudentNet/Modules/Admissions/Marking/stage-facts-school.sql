-- How allocation, registration and admission stand for one school: what is asked of it, what is open, and what changed or came after its last stamp.
-- Guarantees: one row each for N1, N3 and N5; open and listed by the same rules as registration-progress.sql and admission-progress.sql.
with stamp as (
  select s."window" as code, max(s.at) as at
  from submission s
  where s.organisation_code = @school and s.year = @year and s.level = @level and s."window" in ('N3', 'N5')
  group by s."window"
),
marked as (
  select m.person_id, case when m.stage = 'Registration' then 'N3' else 'N5' end as code, m.stage, m.state, m.is_addition, m.at
  from entry_mark m
  where m.year = @year and m.level = @level and m.school_code = @school
),
allocated as (
  select e.person_id, e.published_at
  from entry e
  where e.year = @year and e.level = @level and e.allocated_school = @school and e.published_at is not null
),
listed as (
  select 'N3' as code, 'Registration' as stage, a.person_id, a.published_at as since
  from allocated a
  union all
  select 'N5', 'Admission', a.person_id, a.published_at
  from allocated a
  where not exists (
    select 1 from entry_mark r
    where r.person_id = a.person_id and r.year = @year and r.level = @level and r.stage = 'Registration' and r.state = 'Here'
  )
  union all
  select 'N5', 'Admission', m.person_id, m.at
  from marked m
  where m.stage = 'Registration' and m.state = 'Here'
),
unsaid as (
  select l.code, l.since
  from listed l
  where not exists (select 1 from marked own where own.person_id = l.person_id and own.code = l.code and own.state <> 'Cleared')
    and not exists (
      select 1 from entry_mark o
      where o.person_id = l.person_id and o.year = @year and o.level = @level and o.stage = l.stage and o.school_code <> @school and o.state = 'Here'
    )
)
select
  c.code,
  (select count(*) from listed l where l.code = c.code) + (select count(*) from marked m where m.code = c.code and m.state <> 'Cleared') as asked,
  (select count(*) from unsaid u where u.code = c.code) as still_open,
  (select count(*) from marked m join stamp s on s.code = m.code where m.code = c.code and m.at > s.at and (not m.is_addition or m.state = 'Cleared')) as changed,
  (select count(*) from marked m join stamp s on s.code = m.code where m.code = c.code and m.at > s.at and m.is_addition and m.state <> 'Cleared')
    + (select count(*) from unsaid u join stamp s on s.code = u.code where u.code = c.code and u.since > s.at) as added
from (select 'N3' as code union all select 'N5') c
union all
select 'N1', count(*), 0, 0, 0
from allocated
