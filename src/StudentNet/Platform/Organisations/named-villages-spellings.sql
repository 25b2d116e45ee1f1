-- Keeps every spelling that is not the village's own name and not known yet.
-- Guarantees: done again, it changes nothing.
insert into village_alias (village_code, normalised_name, name)
select s.village_code, s.normalised_name, max(s.name)
from named_spelling s
join village v on v.code = s.village_code
where v.normalised_name <> s.normalised_name
  and not exists (
    select 1 from village_alias a where a.village_code = s.village_code and a.normalised_name = s.normalised_name
  )
group by s.village_code, s.normalised_name
