-- Rows of the same name and birth date under another number than an earlier row.
select line, number as value, cast(first_line as text) as detail
from (
  select line, number, first_value(number) over named as first_number, first_value(line) over named as first_line
  from {staging}
  window named as (partition by normalised_name, birth_date order by line)
) as s
where number <> first_number
