-- Counties of whose known children of compulsory age a whole list lacks a third or more, told at their first row.
select f.line, o.name as value, o.name || '系統有 ' || cast(k.known as varchar(12)) || ' 人，名冊有其中 ' || cast(k.listed as varchar(12)) || ' 人' as detail
from (select found_county, min(line) as line from {staging} group by found_county) as f
join organisation as o on o.code = f.found_county
join (
  select r.county_code, count(*) as known,
    sum(case when exists (select 1 from {staging} as s where s.person_id = r.person_id) then 1 else 0 end) as listed
  from residence as r
  join person as p on p.person_id = r.person_id
  where r.county_code is not null
    and r.until is null and p.merged_into is null and p.ended is null
    and p.cohort between @year + 1896 and @year + 1905
  group by r.county_code
) as k on k.county_code = f.found_county
where @list = 'WholeAge' and (k.known - k.listed) * 3 > k.known
