-- Rules of a plan that one of the checks on single rules concerns, with what the check needs to say so.
-- Guarantees: a rule appears once; rules that nothing is to be said about do not appear; every row can be traced to its line.
-- Parameters: @plan, @county (the plan's county), @first_day (first day of its school year).
select r.rule_no, r.source_line, r.village_code, t.name as township, v.name as village, v.county_code as village_county,
       r.zone, r.condition, r.school_code, s.name as school, s.county_code as school_county, s.is_private,
       case when s.closed_on is not null and s.closed_on < @first_day then 1 else 0 end as is_closed
from district_rule r
join village v on v.code = r.village_code
join organisation t on t.code = v.township_code
join school s on s.code = r.school_code
where r.plan_id = @plan
  and (v.county_code <> @county
    or s.county_code <> @county
    or r.condition is not null
    or (s.closed_on is not null and s.closed_on < @first_day)
    or (r.zone = 'Basic' and s.is_private))
order by r.rule_no
