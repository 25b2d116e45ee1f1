-- A child that an earlier row has already; the detail is that row.
-- By windows and not by a join: a file of one row a hundred thousand times would have the square of that in pairs.
select line, value, cast(first_line as varchar(12)) as detail
from (
  select line, number as value, case when person_id is null then line else min(line) over (partition by person_id) end as first_line
  from {staging}
) as f
where first_line < line
