-- A child that an earlier row has already; the detail is that row.
select s.line, s.number as value, cast(min(f.line) as varchar(12)) as detail
from {staging} as s
join {staging} as f on f.person_id = s.person_id and f.line < s.line
group by s.line, s.number
