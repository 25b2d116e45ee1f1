-- Hands over the children of the list who are resident now.
insert into person_set (person_id, county_code, cohort)
select s.person_id, r.county_code, p.cohort
from {staging} as s
join person as p on p.person_id = s.person_id
join residence as r on r.person_id = s.person_id and r.until is null
where s.turn = 1 and p.ended is null and p.merged_into is null
