-- Why the whole file may not come this way: the county's system files for the school, or the county chose the other side to file (M1).
select 0 as line, cast(null as text) as value, '本校由學籍系統 2.0 代送，網頁不必上傳' as detail
from school as c
join receipt as r on r.id = @receipt
where c.code = @organisation and c.uses_record_system and r.door = 'Page'
union all
select 0, cast(null as text), '縣市選擇由縣市統一上傳學籍資料，學校不上傳'
from school as c
join county_parameter as p on p.county_code = c.county_code and p.year = @year and p.level = c.level
join receipt as r on r.id = @receipt
where c.code = @organisation and p.records_by = 'County' and not (c.uses_record_system and r.door in ('Api', 'Sftp'))
union all
select 0, cast(null as text), '縣市選擇由各校上傳' || case d.level when 1 then '國小' else '國中' end || '學籍資料，縣市不上傳'
from (select distinct level from {staging}) as d
join receipt as r on r.id = @receipt
join organisation as o on o.code = @organisation and o.level = 'County'
left join county_parameter as p on p.county_code = o.code and p.year = @year and p.level = d.level
where r.door = 'Page' and coalesce(p.records_by, 'School') = 'School'
