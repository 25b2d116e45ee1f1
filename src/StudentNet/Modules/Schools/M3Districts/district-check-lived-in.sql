-- Neighbourhoods where children are registered as residents now and that no rule of the plan covers, in villages that have rules.
-- Guarantees: each neighbourhood once; no child is named or counted.
-- Parameters: @plan, @county.
select h.village_code, t.name as township, v.name as village, h.neighbourhood
from (
  select distinct village_code, neighbourhood
  from residence_now
  where county_code = @county and village_code is not null and neighbourhood > 0
) h
join village v on v.code = h.village_code
join organisation t on t.code = v.township_code
where exists (select 1 from district_span s where s.plan_id = @plan and s.village_code = h.village_code)
  and not exists (
    select 1 from district_span s
    where s.plan_id = @plan and s.village_code = h.village_code
      and h.neighbourhood between s.from_neighbourhood and s.to_neighbourhood
  )
order by h.village_code, h.neighbourhood
