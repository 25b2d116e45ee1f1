-- The rows behind village-list-counts.sql, without the unchanged ones unless they are asked for.
select r.kind, r.line, r.subject, null as number, r.before, r.after, r.note
from (
  select case
      when v.code is null then 'New'
      when v.normalised_name = s.normalised_name or a.village_code is not null then 'Unchanged'
      else 'Changed'
    end as kind, s.line, s.village_code as code, s.county || s.township as subject, v.name as before, s.name as after, s.village_code as note
  from {staging} s
  left join village v on v.code = s.village_code
  left join village_alias a on a.village_code = s.village_code and a.normalised_name = s.normalised_name
  union all
  select 'Leaving' as kind, null as line, v.code, t.name as subject, v.name as before, null as after, '名冊沒有，保留不刪' as note
  from village v
  join organisation t on t.code = v.township_code
  where v.county_code in (select distinct substr(village_code, 1, 5) from {staging})
    and not exists (select 1 from {staging} s where s.village_code = v.code)
) r
where (@kind is null and r.kind <> 'Unchanged') or r.kind = @kind
order by r.kind, r.code
limit @limit offset @offset
