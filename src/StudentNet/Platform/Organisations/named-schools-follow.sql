-- Gives every school that was handed over its organisation, and brings name, county and township of those that have one up to date.
-- Guarantees: done again, it changes nothing; nothing is closed.
insert into organisation (code, level, name, county_code, township_code, school_level, closed_on)
select n.code, 'School', n.name, n.county_code, n.township_code, n.level, n.closed_on
from named_school n
where not exists (select 1 from organisation o where o.code = n.code);

update organisation
set name = n.name, county_code = n.county_code, township_code = n.township_code
from named_school n
where n.code = organisation.code
  and (organisation.name <> n.name
    or organisation.county_code <> n.county_code
    or coalesce(organisation.township_code, '') <> coalesce(n.township_code, ''))
