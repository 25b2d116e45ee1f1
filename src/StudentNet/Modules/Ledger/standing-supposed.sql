-- What was decided about the child from a day on.
select case when d.valid_from < @begin then @begin else d.valid_from end, d.valid_until, d.rule, d.organisation_code
from standing_decided d
where d.valid_until > @begin
order by d.valid_from
