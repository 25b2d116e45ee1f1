-- Counts a county's children by what became of them, and by school or cause.
-- Guarantees: every resident child of the county, year and level is counted once; so residents = allocated + choice + needs a person + pending.
select kind, code, count(*)
from (
  select
    case
      when e.state = 'Pending' then 'Pending'
      when e.state = 'NeedsPerson' then 'NeedsPerson'
      when e.basis = 'Choice' then 'Choice'
      else 'Allocated'
    end as kind,
    case
      when e.state = 'Pending' then ''
      when e.state = 'NeedsPerson' then coalesce(e.cause, '')
      else coalesce(e.allocated_school, '')
    end as code
  from entry e
  join person_now p on p.person_id = e.person_id
  where e.year = @year and e.level = @level and e.county_code = @county and p.ended is null
) counted
group by kind, code
order by kind, code
