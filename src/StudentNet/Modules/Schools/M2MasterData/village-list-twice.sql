-- Rows whose village code stood in an earlier row of the same file.
select s.line, s.village_code as value, cast(f.first_line as text) as detail
from {staging} s
join (
  select village_code, min(line) as first_line from {staging} group by village_code having count(*) > 1
) f on f.village_code = s.village_code
where s.line > f.first_line
