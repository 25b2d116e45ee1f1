-- Finds the county of each row by its name, and the township by its name or by the beginning of the address.
-- Guarantees: the county never comes from the school's code (domain §5); a township is set only where one fits.
update {staging}
set county_code = (select o.code from organisation o where o.level = 'County' and o.name = {staging}.county);

update {staging}
set township_code = (
  select min(t.code)
  from organisation t
  where t.level = 'Township'
    and t.county_code = {staging}.county_code
    and (t.name = {staging}.township
      or ({staging}.township is null and {staging}.place like {staging}.county || t.name || '%'))
)
