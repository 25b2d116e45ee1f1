-- The rows behind school-list-counts.sql, without the unchanged ones unless they are asked for.
select r.kind, r.line, r.subject, null as number, r.before, r.after, r.note
from (
  select s.difference as kind, s.line, s.unit_code || ' ' || s.name as subject,
    case when h.code is not null then h.name || coalesce('，' || h.address, '') || coalesce('，' || h.telephone, '') end as before,
    s.name || coalesce('，' || s.address, '') || coalesce('，' || s.telephone, '') as after,
    s.county as note, s.unit_code as code
  from {staging} s
  left join school h on h.code = s.unit_code
  where not s.is_left_out
  union all
  select 'Leaving' as kind, null as line, h.code || ' ' || h.name as subject, h.name as before, null as after,
    '名錄沒有，列為待確認停辦' as note, h.code
  from school h
  where h.level = @level and h.closed_on is null
    and h.county_code in (select county_code from {staging} where not is_left_out)
    and h.kind in (select kind from {staging} where not is_left_out)
    and not exists (select 1 from {staging} s where s.unit_code = h.code)
) r
where (@kind is null and r.kind <> 'Unchanged') or r.kind = @kind
order by r.kind, r.code
limit @limit offset @offset
