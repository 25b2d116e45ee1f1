-- The rows that accepting would add or change, with what the list says now and what it would say.
select s.difference as kind, s.line, s.name as subject, s.number,
  case when f.person_id is not null then
    cast(f.grade as varchar(12)) || ' 年 ' || coalesce(f.class_name, '未編班') || case f.kind when 'InSchool' then '，在校' else '，非學' end
      || case when f.absence is not null then '，未返臺' else '' end || case when f.left_on is not null then '，已離校' else '' end
  end as before,
  cast(s.grade as varchar(12)) || ' 年 ' || coalesce(s.class_key, '未編班') || case s.kind when 'InSchool' then '，在校' else '，非學' end
    || case when s.absence is not null then '，未返臺' else '' end || case when s.left_on is not null then '，已離校' else '' end as after,
  null as note
from {staging} as s
left join foreign_pupil as f on f.person_id = s.person_id and f.school_code = @organisation
where (@kind is null and s.difference <> 'Unchanged') or s.difference = @kind
order by s.line
limit @limit offset @offset
