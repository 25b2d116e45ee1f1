-- What accepting would add, by step.
select 'New' as kind, case s.step when 'Release' then '轉出' when 'Receive' then '轉入' when 'Refer' then '轉介' else '取消轉出' end as part, count(*) as number
from {staging} as s
group by s.step
