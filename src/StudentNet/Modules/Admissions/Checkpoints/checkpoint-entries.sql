-- Per school and state, the entries as they stood before an instant, told from their history alone: a later change of an entry
-- is a later event and does not count. 'listed' is their sum.
select e.school_code as organisation_code, e.name, sum(e.value) as value
from (
  select
    event.school_code,
    case event.state
      when 'Allocated' then 'open'
      when 'Registered' then 'registered'
      when 'NotRegistered' then 'not_registered'
      when 'Admitted' then 'admitted'
      when 'NotAdmitted' then 'not_admitted'
    end as name,
    count(*) as value
  from entry_event event
  join (
    select person_id, max(seq) as seq
    from entry_event
    where year = @year and level = @level and at < @before
    group by person_id
  ) last on last.person_id = event.person_id and last.seq = event.seq
  where event.year = @year and event.level = @level
    and event.school_code is not null
    and event.state in ('Allocated', 'Registered', 'NotRegistered', 'Admitted', 'NotAdmitted')
  group by event.school_code, event.state
  union all
  select event.school_code, 'listed', count(*)
  from entry_event event
  join (
    select person_id, max(seq) as seq
    from entry_event
    where year = @year and level = @level and at < @before
    group by person_id
  ) last on last.person_id = event.person_id and last.seq = event.seq
  where event.year = @year and event.level = @level
    and event.school_code is not null
    and event.state in ('Allocated', 'Registered', 'NotRegistered', 'Admitted', 'NotAdmitted')
  group by event.school_code
) e
group by e.school_code, e.name
