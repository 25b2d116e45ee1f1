-- Writes the villages that were handed over: counties and townships, then villages that are new. Names of known villages are settled behind it (NamedVillages),
-- where a new name is told from another spelling.
-- Guarantees: done again, it changes nothing; nothing is taken away.
insert into organisation (code, level, name, county_code)
select substr(s.village_code, 1, 5), 'County', max(s.county), substr(s.village_code, 1, 5)
from named_village s
where not exists (select 1 from organisation o where o.code = substr(s.village_code, 1, 5))
group by substr(s.village_code, 1, 5);

insert into organisation (code, level, name, county_code, township_code)
select substr(s.village_code, 1, 8), 'Township', max(s.township), substr(s.village_code, 1, 5), substr(s.village_code, 1, 8)
from named_village s
where not exists (select 1 from organisation o where o.code = substr(s.village_code, 1, 8))
group by substr(s.village_code, 1, 5), substr(s.village_code, 1, 8);

update organisation
set name = (select max(s.county) from named_village s where substr(s.village_code, 1, 5) = organisation.code)
where level = 'County'
  and name <> (select max(s.county) from named_village s where substr(s.village_code, 1, 5) = organisation.code);

update organisation
set name = (select max(s.township) from named_village s where substr(s.village_code, 1, 8) = organisation.code)
where level = 'Township'
  and name <> (select max(s.township) from named_village s where substr(s.village_code, 1, 8) = organisation.code);

insert into village (code, county_code, township_code, name, normalised_name, is_unassigned)
select s.village_code, substr(s.village_code, 1, 5), substr(s.village_code, 1, 8), s.name, s.normalised_name, s.is_unassigned
from named_village s
where not exists (select 1 from village v where v.code = s.village_code)
