-- Counts the children of every county, cohort and rule on a day, from their periods.
delete from standing_count where day = @day;

insert into standing_count (day, county_code, cohort, rule, people)
select @day, coalesce(county_code, ''), cohort, rule, count(*)
from standing
where superseded_at is null and valid_from <= @day and valid_until > @day
group by coalesce(county_code, ''), cohort, rule;

update ledger_opening set counted_on = @day
