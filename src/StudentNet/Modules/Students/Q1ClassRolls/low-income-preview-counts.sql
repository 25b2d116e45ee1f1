-- What the list changes of its month.
select kind, null as part, count(*) as number
from (
  select case when m.number is null then 'New' when m.kind <> s.kind then 'Changed' else 'Unchanged' end as kind
  from {staging} as s
  left join low_income_mark as m on m.number = s.number and m.month = @month
  union all
  select 'Leaving'
  from low_income_mark as m
  where not @supplements and m.month = @month and not exists (select 1 from {staging} as s where s.number = m.number)
) as d
group by kind
