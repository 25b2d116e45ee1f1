-- In a county's own list, rows of other counties.
select s.line, s.county_name as value, o.name as detail
from {staging} as s
join organisation as o on o.code = s.found_county
where @county is not null and s.found_county <> @county
