-- Why a county may not send the file by page: it left the filing to its schools (M1). What a school may not send is refused before it is kept.
select 0 as line, cast(null as text) as value, '縣市選擇由各校上傳' || case d.level when 1 then '國小' else '國中' end || '學籍資料，縣市不上傳' as detail
from (select distinct level from {staging}) as d
join receipt as r on r.id = @receipt
join organisation as o on o.code = @organisation and o.level = 'County'
left join county_parameter_now as p on p.county_code = o.code and p.year = @year and p.level = d.level
where r.door = 'Page' and coalesce(p.records_by, 'School') = 'School'
