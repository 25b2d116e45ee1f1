-- Children of compulsory age of the list's counties whom the registry has named by the day of the list, and whom it does not name; not those whom a bad row may be about.
-- @year + 1896 … @year + 1905: the cohorts of 15 down to 6 years in the school year.
insert into registry_leaving (person_id, county_code)
select r.person_id, r.county_code
from residence as r
join person as p on p.person_id = r.person_id
where p.as_of <= (select max(s.data_date) from {staging} as s)
  and r.until is null and p.merged_into is null and p.ended is null
  and p.cohort between @year + 1896 and @year + 1905
  and r.county_code in (select s.found_county from {staging} as s)
  and not exists (select 1 from {staging} as s where s.person_id = r.person_id)
  and not exists (select 1 from {rejected} as x where x.stays = r.person_id)
  and not exists (select 1 from {rejected} as x where x.stays = 0)
