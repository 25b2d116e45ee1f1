-- Pupils whom the list lacks and who stay on it, because a bad row may be about them.
select
  coalesce((select min(r.because) from {rejected} as r where r.stays = p.person_id), (select min(r.because) from {rejected} as r where r.stays = 0)) as line,
  i.number as value,
  n.name as detail
from special_placement as p
join person_now as n on n.person_id = p.person_id
left join number_now as i on i.person_id = p.person_id
where p.until is null and not @supplements
  and not exists (select 1 from {staging} as s where s.person_id = p.person_id)
  and (exists (select 1 from {rejected} as r where r.stays = p.person_id) or exists (select 1 from {rejected} as r where r.stays = 0))
