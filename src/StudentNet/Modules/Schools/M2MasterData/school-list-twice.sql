-- Rows whose unit stood in an earlier row of the same file.
select s.line, s.code as value, cast(f.first_line as text) as detail
from {staging} s
join (
  select unit_code, min(line) as first_line from {staging} where not is_left_out group by unit_code having count(*) > 1
) f on f.unit_code = s.unit_code
where s.line > f.first_line and not s.is_left_out
