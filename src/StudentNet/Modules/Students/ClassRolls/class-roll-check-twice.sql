-- Rows that name a child of the same school twice: by one number, or by two numbers of one person.
select s.line, s.number as value, cast(case when s.line = t.first then t.last else t.first end as text) as detail
from {staging} as s
join (
  select number, school_code, min(line) as first, max(line) as last
  from {staging}
  group by number, school_code
  having count(*) > 1
) as t on t.number = s.number and t.school_code is not distinct from s.school_code
union
select s.line, s.number, cast(case when s.line = t.first then t.last else t.first end as text)
from {staging} as s
join (
  select person_id, school_code, min(line) as first, max(line) as last
  from {staging}
  where person_id is not null
  group by person_id, school_code
  having count(*) > 1
) as t on t.person_id = s.person_id and t.school_code is not distinct from s.school_code
