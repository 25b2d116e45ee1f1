-- Rows that say exactly what an earlier row says.
select s.line, s.number as value, cast(f.line as text) as detail
from {staging} as s
join (select number, content, min(line) as line from {staging} group by number, content having count(*) > 1) as f
  on f.number = s.number and f.content = s.content and f.line < s.line
