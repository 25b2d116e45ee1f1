-- Adds to the set the children of its counties who were deferred last year and were admitted nowhere since: they enter with this year's cohort, whatever their
-- own, and no list by age names them (domain §4). Deferred is whom a school entered so with the approval's number (暫緩入學), and at grade 1 whose dated
-- approval of a deferment ends with last year or in the first weeks of this one. Those whom the list names all the same enter with the cohort too.
insert into person_set (person_id, county_code, cohort)
select d.person_id, h.county_code, @cohort
from (
  select e.person_id
  from entry e
  where e.year = @year - 1 and e.level = @level and e.admitted_school is null and e.reason_detail is not null
    and @deferring like '%,' || e.reason || ',%'
  union
  select a.person_id
  from approval_span a
  where @level = 1 and a.voided_at is null and @deferring like '%,' || a.kind || ',%'
    and a.valid_through >= date(cast(@year + 1910 as varchar(4)) || '-08-01') and a.valid_through < date(cast(@year + 1911 as varchar(4)) || '-10-01')
    and not exists (select 1 from entry e where e.person_id = a.person_id and e.level = @level and e.admitted_school is not null)
) d
join person_now p on p.person_id = d.person_id and p.ended is null
join residence_now h on h.person_id = d.person_id
where h.county_code in (select county_code from person_set)
  and not exists (select 1 from person_set s where s.person_id = d.person_id);

update person_set
set cohort = @cohort
where person_id in (
  select e.person_id
  from entry e
  where e.year = @year - 1 and e.level = @level and e.admitted_school is null and e.reason_detail is not null
    and @deferring like '%,' || e.reason || ',%'
  union
  select a.person_id
  from approval_span a
  where @level = 1 and a.voided_at is null and @deferring like '%,' || a.kind || ',%'
    and a.valid_through >= date(cast(@year + 1910 as varchar(4)) || '-08-01') and a.valid_through < date(cast(@year + 1911 as varchar(4)) || '-10-01')
    and not exists (select 1 from entry e where e.person_id = a.person_id and e.level = @level and e.admitted_school is not null)
)
