-- Writes an accepted school list into school; the organisations follow (NamedSchools).
-- Guarantees: done again, it changes nothing; a column that the file lacks keeps its value; nothing is closed.
insert into school (code, ministry_code, name, county_code, township_code, level, kind, is_private, address, telephone, website, opened_on,
  uses_record_system, version)
select s.unit_code, s.code, s.name, s.county_code, s.township_code, @level, s.kind, s.is_private, s.address, s.telephone, s.website, s.opened_on,
  coalesce(s.record_system, false), 0
from {staging} s
where not s.is_left_out
  and not exists (select 1 from school h where h.code = s.unit_code);

update school
set name = s.name,
    county_code = s.county_code,
    township_code = case when s.township is null then coalesce(school.township_code, s.township_code) else coalesce(s.township_code, school.township_code) end,
    is_private = case when s.ownership is null then school.is_private else s.is_private end,
    address = coalesce(s.address, school.address),
    telephone = coalesce(s.telephone, school.telephone),
    website = coalesce(s.website, school.website),
    opened_on = coalesce(s.opened_on, school.opened_on),
    uses_record_system = coalesce(s.record_system, school.uses_record_system),
    version = school.version + 1
from {staging} s
where s.unit_code = school.code and s.difference = 'Changed' and not s.is_left_out
