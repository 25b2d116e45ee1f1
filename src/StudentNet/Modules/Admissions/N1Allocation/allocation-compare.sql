-- Lists the entries that are to change, and into what.
-- Guarantees: an entry whose decision, rule, plan, residence, county and choice list are already right is not in it: a second run changes nothing.
-- Children who live in another county now go back to 待分發 there; that county's run decides.
insert into allocation_change (
  person_id, run_id, entry_version, what, decided_by, state, county_code, basis, school_code, plan_id, rule_no, cause, residence_seq,
  village_code, neighbourhood, has_choices
)
with target as (
  select
    c.person_id,
    c.entry_version,
    c.county_code,
    c.village_code,
    c.neighbourhood,
    case when c.county_code = @county then c.residence_seq end as residence_seq,
    coalesce(a.decided_by, 'moved-out') as decided_by,
    coalesce(a.state, 'Pending') as state,
    a.basis,
    a.school_code,
    case when a.decided_by is not null then nullif(@plan, 0) end as plan_id,
    a.rule_no,
    case when a.state = 'NeedsPerson' then a.decided_by end as cause,
    coalesce(a.has_choices, false) as has_choices
  from allocation_child c
  left join allocation_address a
    on a.run_id = @run and c.county_code = @county and a.village_code = c.village_code and a.neighbourhood = c.neighbourhood
  where c.run_id = @run
)
select
  t.person_id,
  @run,
  t.entry_version,
  case
    when t.decided_by = 'moved-out' then 'handed-over'
    when e.state = t.state and e.allocated_school is not distinct from t.school_code and e.cause is not distinct from t.cause then 'rebased'
    when t.state = 'Allocated' then 'allocated'
    else 'needs-person'
  end,
  t.decided_by,
  t.state,
  t.county_code,
  t.basis,
  t.school_code,
  t.plan_id,
  t.rule_no,
  t.cause,
  t.residence_seq,
  t.village_code,
  t.neighbourhood,
  t.has_choices
from target t
join entry e on e.person_id = t.person_id and e.year = @year and e.level = @level
where e.state <> t.state
  or e.county_code is distinct from t.county_code
  or e.allocated_school is distinct from t.school_code
  or e.basis is distinct from t.basis
  or e.plan_id is distinct from t.plan_id
  or e.rule_no is distinct from t.rule_no
  or e.cause is distinct from t.cause
  or e.residence_seq is distinct from t.residence_seq
  or exists (
    select 1
    from entry_choice c
    where c.person_id = e.person_id and c.year = @year and c.level = @level
      and (
        not t.has_choices
        or c.is_default <> (c.school_code = coalesce(t.school_code, ''))
        or not exists (
          select 1
          from allocation_offer o
          where o.run_id = @run and o.village_code = t.village_code and o.neighbourhood = t.neighbourhood
            and o.school_code = c.school_code and o.accepts and not o.worded and o.rule_no = c.rule_no
        )
      )
  )
  or (
    t.has_choices
    and exists (
      select 1
      from allocation_offer o
      where o.run_id = @run and o.village_code = t.village_code and o.neighbourhood = t.neighbourhood and o.accepts and not o.worded
        and not exists (
          select 1
          from entry_choice c
          where c.person_id = e.person_id and c.year = @year and c.level = @level and c.school_code = o.school_code
        )
    )
  )
