-- Every row of a list older than one that was taken over already: nothing of it may overwrite the newer one.
select s.line, null as value, cast(l.month as varchar(10)) as detail
from {staging} as s
cross join (select max(month) as month from special_list) as l
where l.month > @month
