-- The rows behind district-table-counts.sql, without the unchanged ones unless they are asked for.
with own as (
  select s.line, s.village_code, s.school_code, s.zone, s.neighbourhoods, coalesce(s.condition, '') as condition,
    coalesce(s.town, '') || coalesce(s.village, '') as place, coalesce(s.school_name, s.listed_school) as school, s.problem
  from {staging} s
  where not s.is_left_out
),
in_force as (
  select r.rule_no, r.village_code, r.school_code, r.zone, r.neighbourhoods, coalesce(r.condition, '') as condition
  from district_rule r
  join district_plan p on p.id = r.plan_id
  where p.county_code = @county and p.year = @year and p.level = @level and p.status = 'InForce'
)
select k.kind, k.line, k.subject, null as number, k.before, k.after, k.note
from (
  select case when exists (select 1 from in_force r where r.village_code = o.village_code and r.school_code = o.school_code and r.zone = o.zone
    and r.neighbourhoods = o.neighbourhoods and r.condition = o.condition) then 'Unchanged' else 'New' end as kind,
    o.line, o.line as position, o.place as subject, null as before,
    case when o.zone = 'Basic' then '基本' when o.zone = 'Shared' then '共同' when o.zone = 'Free' then '自由' else '大' end
      || ' ' || coalesce(o.school, '') || ' ' || coalesce(o.neighbourhoods, '') as after,
    case when o.problem is not null then '待對應' else o.condition end as note
  from own o
  union all
  select 'Leaving' as kind, null as line, r.rule_no as position, t.name || v.name as subject,
    case when r.zone = 'Basic' then '基本' when r.zone = 'Shared' then '共同' when r.zone = 'Free' then '自由' else '大' end
      || ' ' || h.name || ' ' || r.neighbourhoods as before,
    null as after, r.condition as note
  from in_force r
  join village v on v.code = r.village_code
  join organisation t on t.code = v.township_code
  join school h on h.code = r.school_code
  where not exists (select 1 from own o where r.village_code = o.village_code and r.school_code = o.school_code and r.zone = o.zone
    and r.neighbourhoods = o.neighbourhoods and r.condition = o.condition)
) k
where (@kind is null and k.kind <> 'Unchanged') or k.kind = @kind
order by k.kind, k.position
limit @limit offset @offset
