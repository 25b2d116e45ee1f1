-- The rows behind the counts, page by page: new and changed children, then those who would no longer be listed.
select kind, line, subject, number, before, after, note
from (
  select
    s.difference as kind,
    s.line,
    s.name as subject,
    s.number,
    (
      select coalesce(v.name, r.village_text) || coalesce(' ' || cast(r.neighbourhood as text) || ' 鄰', '') || ' ' || r.address
      from residence as r
      left join village as v on v.code = r.village_code
      where r.person_id = s.person_id and r.until is null
    ) as before,
    case
      when s.change in ('MovedOut', 'Died', 'MovedAbroad', 'LostNationality') then null
      else s.village_name || coalesce(' ' || cast(s.neighbourhood as text) || ' 鄰', '') || ' '
        || case when exists (select 1 from address_suppression as a where a.person_id = s.person_id and a.lifted_at is null) then '（保護個案，不顯示）' else s.address end
    end as after,
    case s.change
      when 'MovedIn' then '遷入' when 'MovedOut' then '遷出' when 'Died' then '死亡' when 'MovedAbroad' then '出境遷出' when 'LostNationality' then '喪失國籍'
      else case when s.other_person_id is not null then '兩個證號併為一人' end
    end as note
  from {staging} as s
  where s.difference is not null
  union all
  select 'Leaving', 0, p.name, i.number, coalesce(v.name, r.village_text) || ' ' || r.address, null, '這次名冊沒有'
  from residence as r
  join person as p on p.person_id = r.person_id
  left join village as v on v.code = r.village_code
  left join person_identifier as i on i.person_id = p.person_id and i.is_current
  where @list = 'Reference' and r.until is null and p.merged_into is null and p.ended is null
    and p.cohort in (select distinct cohort from {staging})
    and r.county_code in (select distinct found_county from {staging})
    and not exists (select 1 from {staging} as s where s.person_id = p.person_id)
) as d
where (kind = @kind or (@kind is null and kind <> 'Unchanged'))
order by line, number
limit @limit offset @offset
