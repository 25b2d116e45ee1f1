-- Villages whose name as handed over is neither the stored one nor a known spelling of it.
select v.code, v.name, s.name, s.normalised_name
from named_village s
join village v on v.code = s.village_code
where v.normalised_name <> s.normalised_name
  and not v.is_unassigned
  and not exists (
    select 1 from village_alias a where a.village_code = s.village_code and a.normalised_name = s.normalised_name
  )
order by v.code
