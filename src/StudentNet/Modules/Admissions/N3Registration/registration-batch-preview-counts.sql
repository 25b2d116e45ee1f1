-- How many children the file would register, and how many are registered here already.
select case when s.is_here then 'Unchanged' else 'New' end as kind, '' as part, count(*) as number
from {staging} as s
group by case when s.is_here then 'Unchanged' else 'New' end
