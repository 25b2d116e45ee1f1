-- How far the allocation of a county is: its children, those nobody has placed, those placed and not published, those published.
select
  e.level,
  count(*),
  sum(case when e.state in ('Pending', 'NeedsPerson') then 1 else 0 end),
  sum(case when e.allocated_school is not null and e.published_at is null then 1 else 0 end),
  sum(case when e.published_at is not null then 1 else 0 end)
from entry e
where e.year = @year and e.level in (1, 7) and e.county_code = @county
group by e.level
