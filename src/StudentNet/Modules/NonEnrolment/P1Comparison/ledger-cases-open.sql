-- Opens a case for each child of the set. Case numbers come from the block that starts at @first; comparison_id 0: the ledger found it. The level is that of
-- the child's age. The proposed school is the last that answered for the child, where it is of the level, else the one 基本 school of the latest address.
insert into tracked_case (
  person_id, case_seq, case_no, year, level, comparison_id, county_code, proposed_school, school_code, designated_at,
  opened_at, next_visit_due, proposed_release_pass, released_at, release_reason, version)
select n.person_id,
  coalesce((select max(c.case_seq) from tracked_case c where c.person_id = n.person_id), 0) + 1,
  @prefix || substr(cast(100000 + @first + row_number() over (order by n.county_code, n.person_id) - 1 as text), 2),
  @year, n.level, 0, n.county_code,
  coalesce(
    (select b.organisation_code
     from standing_now b
     join school_now o on o.code = b.organisation_code and o.level = n.level
     where b.person_id = n.person_id and b.valid_until <= @day
     order by b.valid_until desc
     limit 1),
    (select min(u.school_code)
     from residence_now h
     join district_cover u on u.county_code = h.county_code and u.year = @year and u.level = n.level and u.status = 'InForce'
       and u.village_code = h.village_code and coalesce(h.neighbourhood, 0) between u.from_neighbourhood and u.to_neighbourhood and u.zone = 'Basic'
     where h.person_id = n.person_id
     having count(distinct u.school_code) = 1)),
  null, null, @now, null, null, null, null, 0
from (select s.person_id, s.county_code, case when s.cohort >= @youngest_junior + 1 then 1 else 7 end as level from person_set s) n;

insert into case_event (person_id, case_seq, seq, kind, at, organisation_code, account_id, school_code, note)
select c.person_id, c.case_seq, 1, 'Opened', @now, null, null, null, @title
from tracked_case c
join person_set s on s.person_id = c.person_id
where c.comparison_id = 0 and c.released_at is null and not exists (select 1 from case_event v where v.person_id = c.person_id and v.case_seq = c.case_seq)
