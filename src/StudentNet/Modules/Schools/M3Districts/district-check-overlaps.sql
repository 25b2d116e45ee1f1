-- Neighbourhoods that two 基本 rules of a plan both claim at the same time.
-- Guarantees: each pair of rules once, the smaller number first; one row per common range; rules with a condition in words are left out,
-- because they never allocate by themselves; two rules of one school appear too (they are harmless, and told apart by school_a = school_b).
-- Parameters: @plan.
with basic as (
  select s.village_code, s.from_neighbourhood, s.to_neighbourhood,
         r.rule_no, r.source_line, r.school_code, r.effective_from, r.effective_to
  from district_span s
  join district_rule r on r.plan_id = s.plan_id and r.rule_no = s.rule_no
  where s.plan_id = @plan and r.zone = 'Basic' and r.condition is null
)
select a.rule_no, a.source_line, b.rule_no, b.source_line,
       a.village_code, t.name as township, v.name as village,
       a.school_code as school_a, sa.name, b.school_code as school_b, sb.name,
       case when a.from_neighbourhood > b.from_neighbourhood then a.from_neighbourhood else b.from_neighbourhood end as from_common,
       case when a.to_neighbourhood < b.to_neighbourhood then a.to_neighbourhood else b.to_neighbourhood end as to_common
from basic a
join basic b on b.village_code = a.village_code
  and b.rule_no > a.rule_no
  and b.from_neighbourhood <= a.to_neighbourhood
  and a.from_neighbourhood <= b.to_neighbourhood
  and (a.effective_to is null or b.effective_from is null or b.effective_from <= a.effective_to)
  and (b.effective_to is null or a.effective_from is null or a.effective_from <= b.effective_to)
join village v on v.code = a.village_code
join organisation t on t.code = v.township_code
join school sa on sa.code = a.school_code
join school sb on sb.code = b.school_code
order by a.rule_no, b.rule_no, from_common
