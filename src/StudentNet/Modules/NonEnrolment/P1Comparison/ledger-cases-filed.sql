-- How many schools each county has on a day, and how many of them have filed a roll of the term.
select o.county_code, count(*),
  sum(case when exists (select 1 from pupil_now q where q.school_code = o.code and q.year = @year and q.term = @term) then 1 else 0 end)
from school_now o
where o.kind <> 'Foreign' and (o.opened_on is null or o.opened_on <= @day) and (o.closed_on is null or o.closed_on > @day)
group by o.county_code
order by o.county_code
