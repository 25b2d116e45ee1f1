-- Villages of a county that a plan gives no rule of the wanted zone kinds.
-- Guarantees: land without a village (未編定村里) is left out; with @every_zone false only villages that have some rule are looked at.
-- Parameters: @plan, @county; @every_zone true: villages without any rule; false: with rules, but neither 基本 nor 共同.
select v.code, t.name as township, v.name as village
from village v
join organisation t on t.code = v.township_code
where v.county_code = @county
  and not v.is_unassigned
  and (@every_zone or exists (
    select 1 from district_rule r where r.plan_id = @plan and r.village_code = v.code
  ))
  and not exists (
    select 1 from district_rule r
    where r.plan_id = @plan and r.village_code = v.code and (@every_zone or r.zone in ('Basic', 'Shared'))
  )
order by v.code
