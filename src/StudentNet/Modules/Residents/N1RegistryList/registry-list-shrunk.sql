-- A county of whose children the list lacks a third keeps them all: half a list is no list.
delete from registry_leaving
where county_code in (
  select l.county_code
  from (select county_code, count(*) as lacking from registry_leaving group by county_code) as l
  join (
    select r.county_code, count(*) as known
    from residence as r
    join person as p on p.person_id = r.person_id
    where r.county_code is not null
      and r.until is null and p.merged_into is null and p.ended is null
      and p.cohort between @year + 1896 and @year + 1905
    group by r.county_code
  ) as k on k.county_code = l.county_code
  where l.lacking * 3 > k.known
)
