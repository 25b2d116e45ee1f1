-- The pupils behind the counts, in the order of the file, then those who would leave.
select kind, line, subject, number, before, after, note
from (
  select
    case when p.person_id is null then 'New' when p.content <> s.content or s.person_doubt = 'correct' then 'Changed' else 'Unchanged' end as kind,
    s.line,
    s.name as subject,
    s.number,
    case when p.content <> s.content then cast(p.grade as text) || ' 年 ' || p.class_name || ' 班' || coalesce(' ' || cast(p.seat as text) || ' 號', '') end as before,
    cast(s.grade as text) || ' 年 ' || s.class_name || ' 班' || coalesce(' ' || cast(s.seat as text) || ' 號', '') as after,
    case when s.person_doubt = 'correct' then '更正姓名、生日等資料，見上表的提醒'
      when p.state <> s.state or p.holds_place <> coalesce(s.holds_place, p.holds_place) then '學生樣態或佔員額改變' end as note
  from {staging} as s
  left join class_pupil as p
    on p.person_id = s.person_id and p.year = @year and p.term = @term and p.school_code = coalesce(s.school_code, @organisation)
  union all
  select
    case when exists (select 1 from {rejected} as r where r.stays = p.person_id) or exists (select 1 from {rejected} as r where r.stays = 0)
      then 'Staying' else 'Leaving' end,
    null, n.name, i.number,
    cast(p.grade as text) || ' 年 ' || p.class_name || ' 班' || coalesce(' ' || cast(p.seat as text) || ' 號', ''), null,
    case when exists (select 1 from {rejected} as r where r.stays = p.person_id) or exists (select 1 from {rejected} as r where r.stays = 0)
      then '檔案沒有這名學生，但有錯誤的列可能就是他' else '檔案沒有這名學生' end
  from class_pupil as p
  join person_now as n on n.person_id = p.person_id
  left join number_now as i on i.person_id = p.person_id
  where not @supplements
    and p.year = @year and p.term = @term
    and p.school_code in (select distinct coalesce(school_code, @organisation) from {staging})
    and not exists (select 1 from {staging} as s where s.person_id = p.person_id and coalesce(s.school_code, @organisation) = p.school_code)
) as d
where (kind = @kind or (@kind is null and kind <> 'Unchanged'))
order by case when line is null then 1 else 0 end, line, number
limit @limit offset @offset
