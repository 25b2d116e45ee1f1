-- Version 1. Which neighbourhoods of which villages each rule of each district plan covers; a rule of several spans has several rows.
-- status: the names of DistrictPlanStatus; one plan of a county, year and level is InForce. condition: words that a person must read.
select
  p.id as plan_id,
  p.county_code,
  p.year,
  p.level,
  p.status,
  s.rule_no,
  s.village_code,
  s.from_neighbourhood,
  s.to_neighbourhood,
  r.school_code,
  r.zone,
  r.condition,
  r.effective_from,
  r.effective_to
from district_plan p
join district_span s on s.plan_id = p.id
join district_rule r on r.plan_id = s.plan_id and r.rule_no = s.rule_no
