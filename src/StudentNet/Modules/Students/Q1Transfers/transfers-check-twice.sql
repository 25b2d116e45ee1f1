-- A child that an earlier row names already; the detail is that row.
select line, value, cast(first_line as varchar(12)) as detail
from (select line, number as value, person_id, min(line) over (partition by person_id) as first_line from {staging}) as w
where first_line < line and person_id is not null
