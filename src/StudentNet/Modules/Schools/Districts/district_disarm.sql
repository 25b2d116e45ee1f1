-- Takes the ranges off rules that must never allocate although they are published: 基本 rules of a private school, and rules of a school
-- that is closed when the school year begins. The rules themselves stay, and show why the children of the place need a person.
-- Guarantees: district_span of a plan in force holds only what may allocate.
-- Parameters: @plan, @first_day (first day of the school year).
delete from district_span
where plan_id = @plan
  and rule_no in (
    select r.rule_no
    from district_rule r
    join school s on s.code = r.school_code
    where r.plan_id = @plan
      and ((s.closed_on is not null and s.closed_on < @first_day) or (r.zone = 'Basic' and s.is_private))
  )
