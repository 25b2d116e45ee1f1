-- Opens a case for each child accounted for by nothing that has none open. Case numbers come from the block that starts at @first.
-- The proposed school is the allocated one, else the one 基本 school of the latest address in the plan in force (domain §7).
insert into tracked_case (
  person_id, case_seq, case_no, year, level, comparison_id, county_code, proposed_school, school_code, designated_at,
  opened_at, next_visit_due, proposed_release_pass, released_at, release_reason, version)
select r.person_id,
  coalesce((select max(c.case_seq) from tracked_case c where c.person_id = r.person_id), 0) + 1,
  @prefix || substr(cast(100000 + @first + row_number() over (order by r.county_code, r.person_id) - 1 as text), 2),
  @year, @level, @comparison, r.county_code,
  coalesce(
    (select e.allocated_school from entry_now e where e.person_id = r.person_id and e.year = @year and e.level = @level),
    (select min(u.school_code)
     from residence_now h
     join district_cover u on u.county_code = h.county_code and u.year = @year and u.level = @level and u.status = 'InForce'
       and u.village_code = h.village_code and coalesce(h.neighbourhood, 0) between u.from_neighbourhood and u.to_neighbourhood and u.zone = 'Basic'
     where h.person_id = r.person_id
     having count(distinct u.school_code) = 1)),
  null, null, @now, null, null, null, null, 0
from comparison_result r
where r.comparison_id = @comparison and r.pass is null
  and not exists (select 1 from tracked_case c where c.person_id = r.person_id and c.level = @level and c.released_at is null);

insert into case_event (person_id, case_seq, seq, kind, at, organisation_code, account_id, school_code, note)
select person_id, case_seq, 1, 'Opened', @now, null, null, null, @title
from tracked_case
where comparison_id = @comparison;
