-- What accepting would change, by county. Leaving: in force, not in the file, and not what a bad row may be about.
select k.kind, c.name as part, count(*) as number
from (
  select difference as kind, found_school as school_code from {staging}
  union all
  select
    case when exists (select 1 from {rejected} as r where r.stays = p.person_id) or exists (select 1 from {rejected} as r where r.stays = 0)
      then 'Staying' else 'Leaving' end,
    p.school_code
  from special_placement as p
  where p.until is null and not @supplements
    and not exists (select 1 from {staging} as s where s.person_id = p.person_id)
) as k
join organisation as o on o.code = k.school_code
join organisation as c on c.code = o.county_code
group by k.kind, c.name
