-- Rows of schools that are none of the sender's.
select s.line, coalesce(s.school_code, '空白') as value, coalesce(s.school_code, '空白') as detail
from {staging} as s
where not exists (
  select 1 from organisation o
  where o.code = coalesce(s.school_code, @organisation) and o.level = 'School' and (o.code = @organisation or o.county_code = @organisation)
)
