-- Decides each address by the ordered list of allocation-rules.csv over the facts counted here.
-- Guarantees: one row per address of the considered children who live in the county; a school only where exactly one 基本 school takes them.
-- Facts: plan (0: none), village_code, neighbourhood, partial_rules (rules of the village that name neighbourhoods), worded_rules,
-- basic_schools and other_schools (schools that take children, without a condition), closed_schools and closed_basic (schools that cannot, and those of them by a 基本 rule).
insert into allocation_address (run_id, village_code, neighbourhood, decided_by, state, basis, school_code, rule_no, has_choices)
with facts as (
  select
    a.village_code,
    a.neighbourhood,
    cast(@plan as bigint) as plan,
    (
      select count(*)
      from district_cover p
      where p.plan_id = @plan and p.village_code = a.village_code and p.from_neighbourhood > 0 and a.neighbourhood = 0
    ) as partial_rules,
    count(case when o.worded then 1 end) as worded_rules,
    count(distinct case when o.accepts and not o.worded and o.zone = 'Basic' then o.school_code end) as basic_schools,
    count(distinct case when o.accepts and not o.worded then o.school_code end)
      - count(distinct case when o.accepts and not o.worded and o.zone = 'Basic' then o.school_code end) as other_schools,
    count(distinct case when not o.accepts then o.school_code end) as closed_schools,
    count(distinct case when not o.accepts and o.zone = 'Basic' then o.school_code end) as closed_basic,
    min(case when o.accepts and not o.worded and o.zone = 'Basic' then o.school_code end) as basic_school,
    min(case when o.accepts and not o.worded and o.zone = 'Basic' then o.rule_no end) as basic_rule,
    min(case when o.worded then o.rule_no end) as worded_rule
  from (
    select distinct village_code, neighbourhood
    from allocation_child
    where run_id = @run and county_code = @county
  ) a
  left join allocation_offer o on o.run_id = @run and o.village_code = a.village_code and o.neighbourhood = a.neighbourhood
  group by a.village_code, a.neighbourhood
),
decided as (
  select facts.*, /*decided_by*/ as decided_by
  from facts
),
outcome as (
  select decided.*, /*outcome*/ as state, /*basis*/ as basis
  from decided
)
select
  @run,
  village_code,
  neighbourhood,
  decided_by,
  state,
  basis,
  case when state = 'Allocated' then basic_school end,
  case when state = 'Allocated' then basic_rule when decided_by = 'condition-in-words' then worded_rule end,
  decided_by in ('choice-with-default', 'choice-without-default')
from outcome
