-- Rows of one number.
select s.line, s.number as value, cast(case when s.line = t.first then t.last else t.first end as text) as detail
from {staging} as s
join (select number, min(line) as first, max(line) as last from {staging} group by number having count(*) > 1) as t on t.number = s.number
