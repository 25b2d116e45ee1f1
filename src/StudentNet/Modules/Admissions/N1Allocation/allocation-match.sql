-- Finds the district rules of the plan in force that hold for each address on the first school day.
-- Guarantees: a row for every (address, rule) whose neighbourhoods take the address in; an unreadable neighbourhood (0) is taken in only by
-- rules of the whole village. Says beside each rule whether its school can take children and whether the rule has a condition in words.
insert into allocation_offer (run_id, village_code, neighbourhood, rule_no, school_code, zone, zone_rank, accepts, worded)
select distinct
  @run,
  a.village_code,
  a.neighbourhood,
  d.rule_no,
  d.school_code,
  d.zone,
  case d.zone when 'Basic' then 1 when 'Shared' then 2 when 'Free' then 3 else 4 end,
  s.code is not null
    and s.level = @level
    and not s.is_private
    and s.kind <> 'Foreign'
    and (s.opened_on is null or s.opened_on <= @day)
    and (s.closed_on is null or s.closed_on >= @day),
  coalesce(d.condition, '') <> ''
from (
  select distinct village_code, neighbourhood
  from allocation_child
  where run_id = @run and county_code = @county and village_code <> ''
) a
join district_cover d
  on d.plan_id = @plan and d.village_code = a.village_code and a.neighbourhood between d.from_neighbourhood and d.to_neighbourhood
left join school_now s on s.code = d.school_code
where (d.effective_from is null or d.effective_from <= @day)
  and (d.effective_to is null or d.effective_to >= @day)
