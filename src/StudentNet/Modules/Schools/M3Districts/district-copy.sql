-- Copies the rules, their ranges and the unplaced lines of one plan into another, empty one.
-- Guarantees: numbers and source lines stay, so that a finding of the copy can be found in the original file.
-- Parameters: @from, @to.
insert into district_rule (plan_id, rule_no, village_code, school_code, zone, neighbourhoods, condition, effective_from, effective_to, source_line)
select @to, rule_no, village_code, school_code, zone, neighbourhoods, condition, effective_from, effective_to, source_line
from district_rule
where plan_id = @from;

insert into district_span (plan_id, rule_no, from_neighbourhood, to_neighbourhood, village_code)
select @to, rule_no, from_neighbourhood, to_neighbourhood, village_code
from district_span
where plan_id = @from;

insert into district_unplaced_line
  (plan_id, rule_no, source_line, township, village, village_code, school, school_code, zone, neighbourhoods, condition, "check", message, hint)
select @to, rule_no, source_line, township, village, village_code, school, school_code, zone, neighbourhoods, condition, "check", message, hint
from district_unplaced_line
where plan_id = @from
