-- Neighbourhoods below the highest one that a plan names in a village and that no rule of the wanted zone kinds covers.
-- The highest one: of 「1-4;9」 it is 9, of 「除25外」 it is 25. What lies above it nobody has named, and it may not exist.
-- Guarantees: ranges are disjoint and in order; a village without any rule does not appear (district-check-villages.sql has it).
-- Parameters: @plan; @every_zone true: any rule covers; false: only 基本 and 共同.
with named as (
  select village_code, max(case when to_neighbourhood >= 999 then from_neighbourhood - 1 else to_neighbourhood end) as top
  from district_span
  where plan_id = @plan
  group by village_code
),
covering as (
  select s.village_code, s.from_neighbourhood as first_one, s.to_neighbourhood as last_one
  from district_span s
  join district_rule r on r.plan_id = s.plan_id and r.rule_no = s.rule_no
  where s.plan_id = @plan and (@every_zone or r.zone in ('Basic', 'Shared'))
  union all
  -- A mark behind the highest one, so that a gap at the end shows too.
  select village_code, top + 1, top + 1 from named
),
walk as (
  select village_code, first_one,
         coalesce(max(last_one) over (
           partition by village_code order by first_one, last_one rows between unbounded preceding and 1 preceding
         ), 0) as reached
  from covering
)
select w.village_code, t.name as township, v.name as village, w.reached + 1 as from_gap, w.first_one - 1 as to_gap
from walk w
join village v on v.code = w.village_code
join organisation t on t.code = v.township_code
where w.first_one > w.reached + 1
order by w.village_code, w.first_one
