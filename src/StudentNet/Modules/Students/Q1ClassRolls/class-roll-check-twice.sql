-- Rows that name a child of the same school twice: by one number, or by two numbers of one person.
select s.line, s.number as value, cast(case when s.line = t.first then t.last else t.first end as text) as detail
from {staging} as s
join (
  select coalesce('=' || cast(person_id as text), number) as child, school_code, min(line) as first, max(line) as last
  from {staging}
  group by coalesce('=' || cast(person_id as text), number), school_code
  having count(*) > 1
) as t on t.child = coalesce('=' || cast(s.person_id as text), s.number) and t.school_code is not distinct from s.school_code
