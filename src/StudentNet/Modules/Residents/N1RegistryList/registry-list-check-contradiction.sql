-- Rows of one number that cannot both be true: another name, sex or birth date, or the same kind of change with another content.
select distinct a.line, a.number as value, cast((
    select min(b.line)
    from {staging} as b
    where b.number = a.number and b.line <> a.line
  ) as text) as detail
from {staging} as a
where a.number in (
  select number
  from {staging}
  group by number
  having count(*) > 1 and (
    count(distinct normalised_name) > 1
    or count(distinct sex) > 1
    or count(distinct birth_date) > 1
  )
  union
  select number
  from {staging}
  group by number, coalesce(change, 'Resident'), data_date
  having count(distinct content) > 1
)
