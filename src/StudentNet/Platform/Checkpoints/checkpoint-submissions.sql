-- Which schools had submitted by then, and how many schools there are to submit: one row a school.
insert into checkpoint_figure (checkpoint, year, level, organisation_code, name, value)
select @checkpoint, @year, @level, o.code, 'schools', 1
from organisation o
where o.level = 'School' and o.school_level = @level and (o.closed_on is null or o.closed_on > @day)
union all
select @checkpoint, @year, @level, s.organisation_code, 'submitted', 1
from submission s
join organisation o on o.code = s.organisation_code and o.level = 'School'
where s."window" = @window and s.year = @year and s.level = @level and s.at < @before
group by s.organisation_code
