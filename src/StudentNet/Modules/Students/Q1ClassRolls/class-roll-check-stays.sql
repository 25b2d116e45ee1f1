-- Pupils of the file's schools whom the file lacks and who stay, because a bad row may be about them.
select
  coalesce((select min(r.because) from {rejected} as r where r.stays = p.person_id), (select min(r.because) from {rejected} as r where r.stays = 0)) as line,
  i.number as value,
  n.name as detail
from class_pupil as p
join person_now as n on n.person_id = p.person_id
left join number_now as i on i.person_id = p.person_id
where not @supplements
  and p.year = @year and p.term = @term
  and p.school_code in (select distinct coalesce(school_code, @organisation) from {staging})
  and not exists (select 1 from {staging} as s where s.person_id = p.person_id and coalesce(s.school_code, @organisation) = p.school_code)
  and (exists (select 1 from {rejected} as r where r.stays = p.person_id) or exists (select 1 from {rejected} as r where r.stays = 0))
