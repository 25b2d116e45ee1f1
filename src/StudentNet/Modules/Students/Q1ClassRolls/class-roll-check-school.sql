-- Rows of a school for which the sender does not speak: unknown, closed, of another county; in a county's file, a row without a school.
select s.line, coalesce(s.school_code, '') as value, coalesce(o.name, '查無學校') as detail
from {staging} as s
left join organisation as o on o.code = coalesce(s.school_code, @organisation)
where o.code is null
  or o.level <> 'School'
  or o.closed_on < @today
  or not (o.code = @organisation or o.county_code = @organisation)
