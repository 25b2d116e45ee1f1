-- Rows of one class that share a seat number.
select s.line, cast(s.seat as text) as value, cast(case when s.line = t.first then t.last else t.first end as text) as detail
from {staging} as s
join (
  select school_code, class_kind, grade, class_name, seat, min(line) as first, max(line) as last
  from {staging}
  where seat is not null
  group by school_code, class_kind, grade, class_name, seat
  having count(*) > 1
) as t on t.grade = s.grade and t.class_name = s.class_name and t.class_kind = s.class_kind and t.seat = s.seat
  and t.school_code is not distinct from s.school_code
