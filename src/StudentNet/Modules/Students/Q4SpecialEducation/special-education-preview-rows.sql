-- The rows behind the counts: new and changed pupils with school before and after, then those who would no longer be listed.
select kind, line, subject, number, before, after, note
from (
  select s.difference as kind, s.line, s.name as subject, s.number, b.name as before, a.name as after, null as note
  from {staging} as s
  join organisation as a on a.code = s.found_school
  left join special_placement as p on p.person_id = s.person_id and p.until is null
  left join organisation as b on b.code = p.school_code
  union all
  select
    case when exists (select 1 from {rejected} as r where r.stays = p.person_id) or exists (select 1 from {rejected} as r where r.stays = 0)
      then 'Staying' else 'Leaving' end,
    0, n.name, i.number, b.name, null, '這次名單沒有'
  from special_placement as p
  join person_now as n on n.person_id = p.person_id
  join organisation as b on b.code = p.school_code
  left join number_now as i on i.person_id = p.person_id
  where p.until is null and not @supplements
    and not exists (select 1 from {staging} as s where s.person_id = p.person_id)
) as d
where kind = @kind or (@kind is null and kind <> 'Unchanged')
order by line, number
limit @limit offset @offset
