-- What a village list changes, by county. A spelling that is known already (village_alias) is no change.
-- Guarantees: each village of the file counts once; Leaving are villages of the file's counties that it does not name: they stay.
select k.kind, k.county, count(*)
from (
  select case
      when v.code is null then 'New'
      when v.normalised_name = s.normalised_name or a.village_code is not null then 'Unchanged'
      else 'Changed'
    end as kind, s.county
  from {staging} s
  left join village v on v.code = s.village_code
  left join village_alias a on a.village_code = s.village_code and a.normalised_name = s.normalised_name
  union all
  select 'Leaving' as kind, c.name as county
  from village v
  join organisation c on c.code = v.county_code
  where v.county_code in (select distinct substr(village_code, 1, 5) from {staging})
    and not exists (select 1 from {staging} s where s.village_code = v.code)
) k
group by k.kind, k.county
