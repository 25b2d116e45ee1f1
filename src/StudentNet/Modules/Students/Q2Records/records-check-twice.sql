-- Pupils that stand in the file before, for the same school: by person where known, else by number.
select s.line, s.number as value, cast(f.first_line as text) as detail
from {staging} as s
join (
  select coalesce(cast(person_id as text), number) as who, school, min(line) as first_line
  from {staging}
  group by coalesce(cast(person_id as text), number), school
  having count(*) > 1
) as f on f.who = coalesce(cast(s.person_id as text), s.number) and f.school = s.school
where s.line > f.first_line
