-- Adds to the set the children of its counties who were deferred last year (暫緩入學 with the approval's number) and were admitted nowhere since: they enter with
-- this year's cohort, whatever their own, and no list by age names them (domain §4). Those whom the list names all the same enter with it too.
insert into person_set (person_id, county_code, cohort)
select e.person_id, h.county_code, @cohort
from entry e
join person_now p on p.person_id = e.person_id and p.ended is null
join residence_now h on h.person_id = e.person_id
where e.year = @year - 1 and e.level = @level and e.admitted_school is null and e.reason_detail is not null
  and @deferring like '%,' || e.reason || ',%'
  and h.county_code in (select county_code from person_set)
  and not exists (select 1 from person_set s where s.person_id = e.person_id);

update person_set
set cohort = @cohort
where person_id in (
  select e.person_id
  from entry e
  where e.year = @year - 1 and e.level = @level and e.admitted_school is null and e.reason_detail is not null
    and @deferring like '%,' || e.reason || ',%'
)
