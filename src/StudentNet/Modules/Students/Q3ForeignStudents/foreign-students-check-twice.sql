-- A child that an earlier row has already; the detail is that row. Rows without a number are one child when name and birth date agree.
select s.line, coalesce(s.number, s.name) as value, cast(min(f.line) as varchar(12)) as detail
from {staging} as s
join {staging} as f on f.line < s.line
  and (
    f.number = s.number
    or f.person_id = s.person_id
    or (f.number is null and s.number is null and f.normalised_name = s.normalised_name and f.birth_date = s.birth_date)
  )
group by s.line, s.number, s.name
