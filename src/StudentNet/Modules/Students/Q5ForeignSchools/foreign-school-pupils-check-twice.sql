-- A child that an earlier row of the same school has already; the detail is that row.
select s.line, s.number as value, cast(min(f.line) as varchar(12)) as detail
from {staging} as s
join {staging} as f on f.line < s.line and f.found_school = s.found_school and (f.number = s.number or f.person_id = s.person_id)
group by s.line, s.number
