-- The rows that accepting would add or change, with what the list says now and what it would say.
select s.difference as kind, s.line, s.name as subject, s.number,
  case when f.person_id is not null then cast(f.grade as varchar(12)) || ' 年級' || case when f.left_on is not null then '，已離校' else '' end end as before,
  cast(s.grade as varchar(12)) || ' 年級' || case when s.left_on is not null then '，已離校' else '' end as after,
  o.name as note
from {staging} as s
join organisation as o on o.code = s.found_school
left join foreign_school_pupil as f on f.person_id = s.person_id and f.school_code = s.found_school
where (@kind is null and s.difference <> 'Unchanged') or s.difference = @kind
order by s.line
limit @limit offset @offset
