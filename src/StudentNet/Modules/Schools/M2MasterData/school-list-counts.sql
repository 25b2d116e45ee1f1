-- What a school list changes, by county (see school-list-compare.sql).
-- Guarantees: each unit once. Leaving: open units of the level that the file does not name, in counties and of kinds that it does name
-- (the elementary list of the statistics office has no attached units); they are only proposed as closed.
select k.kind, k.county, count(*)
from (
  select s.difference as kind, s.county
  from {staging} s
  where not s.is_left_out
  union all
  select 'Leaving' as kind, c.name
  from school h
  join organisation c on c.code = h.county_code
  where h.level = @level and h.closed_on is null
    and h.county_code in (select county_code from {staging} where not is_left_out)
    and h.kind in (select kind from {staging} where not is_left_out)
    and not exists (select 1 from {staging} s where s.unit_code = h.code)
) k
group by k.kind, k.county
