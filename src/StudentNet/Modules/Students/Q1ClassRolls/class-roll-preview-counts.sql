-- What accepting would do, by class; in a county's file, by school. Leaving: on the roll of a school of the file,
-- in no row, good or bad, of it. Staying: a bad row may be about them.
select kind, part, count(*) as number
from (
  select
    case when p.person_id is null then 'New' when p.content <> s.content or s.person_doubt = 'correct' then 'Changed' else 'Unchanged' end as kind,
    case when coalesce(s.school_code, @organisation) = @organisation
      then cast(s.grade as text) || ' 年 ' || s.class_name || ' 班' else s.school_code end as part
  from {staging} as s
  left join class_pupil as p
    on p.person_id = s.person_id and p.year = @year and p.term = @term and p.school_code = coalesce(s.school_code, @organisation)
  union all
  select
    case when exists (select 1 from {rejected} as r where r.stays = p.person_id) or exists (select 1 from {rejected} as r where r.stays = 0)
      then 'Staying' else 'Leaving' end,
    case when p.school_code = @organisation then cast(p.grade as text) || ' 年 ' || p.class_name || ' 班' else p.school_code end
  from class_pupil as p
  where not @supplements
    and p.year = @year and p.term = @term
    and p.school_code in (select distinct coalesce(school_code, @organisation) from {staging})
    and not exists (select 1 from {staging} as s where s.person_id = p.person_id and coalesce(s.school_code, @organisation) = p.school_code)
) as d
group by kind, part
