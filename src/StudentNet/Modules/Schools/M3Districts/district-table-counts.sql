-- What a district table changes against the plan in force, by zone kind. Two rules are equal when village, school, zone, neighbourhoods and
-- condition are; lines that could not be placed count as new under their own heading.
with own as (
  select s.line, s.village_code, s.school_code, s.zone, s.neighbourhoods, coalesce(s.condition, '') as condition,
    coalesce(s.town, '') || coalesce(s.village, '') as place, coalesce(s.school_name, s.listed_school) as school, s.problem
  from {staging} s
  where not s.is_left_out
),
in_force as (
  select r.rule_no, r.village_code, r.school_code, r.zone, r.neighbourhoods, coalesce(r.condition, '') as condition
  from district_rule r
  join district_plan p on p.id = r.plan_id
  where p.county_code = @county and p.year = @year and p.level = @level and p.status = 'InForce'
)
select k.kind, k.part, count(*)
from (
  select case when exists (select 1 from in_force r where r.village_code = o.village_code and r.school_code = o.school_code and r.zone = o.zone
    and r.neighbourhoods = o.neighbourhoods and r.condition = o.condition) then 'Unchanged' else 'New' end as kind,
    case when o.problem is not null then '待對應' when o.zone = 'Basic' then '基本' when o.zone = 'Shared' then '共同' when o.zone = 'Free' then '自由' else '大' end as part
  from own o
  union all
  select 'Leaving' as kind,
    case when r.zone = 'Basic' then '基本' when r.zone = 'Shared' then '共同' when r.zone = 'Free' then '自由' else '大' end as part
  from in_force r
  where not exists (select 1 from own o where r.village_code = o.village_code and r.school_code = o.school_code and r.zone = o.zone
    and r.neighbourhoods = o.neighbourhoods and r.condition = o.condition)
) k
group by k.kind, k.part
