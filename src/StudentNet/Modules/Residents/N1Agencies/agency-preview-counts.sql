-- What accepting would add or end; rows about somebody whom the network does not know, and rows that are held back, do nothing.
select
  case
    when s.person_id is null or (s.is_held and not s.is_known) then 'Unchanged'
    when not s.is_known then 'New'
    when s.valid_through is not null and exists (
      select 1 from agency_record as r
      where r.person_id = s.person_id and r.feed = s.feed and r.kind = s.kind and r.valid_from = s.valid_from and coalesce(r.place, '') = coalesce(s.place, '')
        and coalesce(r.school_code, '') = coalesce(s.school_code, '') and r.valid_until is null
    ) then 'Changed'
    else 'Unchanged'
  end as kind,
  case when s.person_id is null then '系統沒有的人' when s.is_held and not s.is_known then '暫不採用' when s.valid_through is not null then '已結束' else '進行中' end as part,
  count(*) as number
from {staging} as s
group by 1, 2
