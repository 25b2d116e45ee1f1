-- The counties' and the nation's figures: the sums of their schools'.
insert into checkpoint_figure (checkpoint, year, level, organisation_code, name, value)
select f.checkpoint, f.year, f.level, o.county_code, f.name, sum(f.value)
from checkpoint_figure f
join organisation o on o.code = f.organisation_code and o.level = 'School'
where f.checkpoint = @checkpoint and f.year = @year and f.level = @level and o.county_code is not null
group by f.checkpoint, f.year, f.level, o.county_code, f.name
union all
select f.checkpoint, f.year, f.level, @nation, f.name, sum(f.value)
from checkpoint_figure f
join organisation o on o.code = f.organisation_code and o.level = 'School'
where f.checkpoint = @checkpoint and f.year = @year and f.level = @level
group by f.checkpoint, f.year, f.level, f.name
