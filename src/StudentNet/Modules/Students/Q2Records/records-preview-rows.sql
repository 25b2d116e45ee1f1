-- The pupils behind the counts, page by page.
select kind, line, subject, number, before, after, note
from (
  select s.difference as kind, s.line, s.name as subject, s.number,
    (
      select cast(r.grade as text) || ' 年 ' || r.class_name || ' 班'
      from student_record as r
      where r.person_id = s.person_id and r.year = @year and r.term = cast(@term as integer) and r.school_code = s.school and r.withdrawn_at is null
    ) as before,
    cast(s.grade as text) || ' 年 ' || s.class_name || ' 班' as after,
    case when s.gap is not null then '有缺漏說明' end as note
  from {staging} as s
  where s.difference is not null
  union all
  select 'Leaving', 0, p.name, i.number, cast(r.grade as text) || ' 年 ' || r.class_name || ' 班', null, '這次檔案沒有'
  from student_record as r
  join person_now as p on p.person_id = r.person_id
  left join number_now as i on i.person_id = p.person_id
  where r.year = @year and r.term = cast(@term as integer) and r.withdrawn_at is null
    and r.school_code in (select school from {staging})
    and not @supplements
    and not exists (select 1 from {staging} as s where s.person_id = r.person_id and s.school = r.school_code)
    and not exists (select 1 from {rejected} as x where x.stays = r.person_id)
    and not exists (select 1 from {rejected} as x where x.stays = 0)
) as d
where (kind = @kind or (@kind is null and kind <> 'Unchanged'))
order by line, number
limit @limit offset @offset
