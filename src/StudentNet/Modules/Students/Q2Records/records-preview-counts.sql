-- Pupils by what the file does to their records, by class, or by school where a county files. Who leaves: stored, not in the file, and neither
-- named by a bad row nor missing from a mere correction.
select s.difference as kind,
  case when s.school = @organisation then cast(s.grade as text) || ' 年 ' || s.class_name || ' 班' else o.name end as part,
  count(*) as number
from {staging} as s
join organisation as o on o.code = s.school
where s.difference is not null
group by s.difference, 2
union all
select 'Leaving',
  case when r.school_code = @organisation then cast(r.grade as text) || ' 年 ' || r.class_name || ' 班' else o.name end,
  count(*)
from student_record as r
join organisation as o on o.code = r.school_code
where r.year = @year and r.term = cast(@term as integer) and r.withdrawn_at is null
  and r.school_code in (select school from {staging})
  and not @supplements
  and not exists (select 1 from {staging} as s where s.person_id = r.person_id and s.school = r.school_code)
  and not exists (select 1 from {rejected} as x where x.stays = r.person_id)
  and not exists (select 1 from {rejected} as x where x.stays = 0)
group by 2
