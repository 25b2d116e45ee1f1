-- Everybody the comparison must explain, each once, with the first pass that accounts for the child (domain §7).
-- Guarantees: one row per child of the entering cohort that the registry ever named as resident or that is a national (files of pupils name
-- foreigners too, whom no law obliges), per entry of the year and level (children outside the cohort, by hand or from elsewhere), and per open
-- case of the level; merged records count as their survivor.
-- Passes are numbered as in comparison-passes.csv; the lowest number wins. Nothing matching leaves pass null: the child is in no school.
-- First the many, in one join: the cohort, and who of it is admitted.
insert into comparison_result (person_id, comparison_id, pass, detail, county_code)
select p.person_id, @comparison, case when e.admitted_school is not null then 10 end, e.admitted_school, coalesce(h.county_code, e.county_code)
from person_now p
left join entry_now e on e.person_id = p.person_id and e.year = @year and e.level = @level
left join residence_now h on h.person_id = p.person_id
where p.cohort = @cohort
  and (p.nationality = 'TW' or h.person_id is not null or p.was_resident);

-- Then those who are not in it yet: foreigners and children outside the cohort with an entry, by hand or from elsewhere, and open cases.
insert into comparison_result (person_id, comparison_id, pass, detail, county_code)
select c.person_id, @comparison, null, null, coalesce(h.county_code, e.county_code)
from (
  select p.person_id
  from entry_now e
  join person_now p on p.person_id = e.person_id
  where e.year = @year and e.level = @level and (p.cohort <> @cohort or p.nationality <> 'TW')
  union
  -- The few merged records come first, as a cross join says to the embedded database: it would read every entry a second time.
  select o.person_id
  from record_merged o
  cross join entry_now e
  where e.person_id = o.record_id and e.year = @year and e.level = @level
  union
  select coalesce(o.person_id, t.person_id)
  from tracked_case t
  left join record_merged o on o.record_id = t.person_id
  where t.level = @level and t.released_at is null
) c
left join residence_now h on h.person_id = c.person_id
left join entry_now e on e.person_id = c.person_id and e.year = @year and e.level = @level
where not exists (select 1 from comparison_result r where r.person_id = c.person_id and r.comparison_id = @comparison)
order by c.person_id;

-- Then, for the few whom that leaves, whatever else accounts for them. A further source is a further branch of the evidence.
with missing as (
  select person_id from comparison_result where comparison_id = @comparison and pass is null
),
record as (
  -- The child's own record, and those that were merged into it.
  select person_id, person_id as record_id from missing
  union all
  select o.person_id, o.record_id from record_merged o where o.person_id in (select person_id from missing)
),
evidence as (
  -- 10 N5: some school admitted the child.
  select r.person_id, 10 as pass, e.admitted_school as detail
  from record r
  join entry_now e on e.person_id = r.record_id and e.year = @year and e.level = @level
  where e.admitted_school is not null
  union all
  -- 12 Q1: the child is on the roll of a school of the level, in the term of the day; while the school has filed none for it, in the term before.
  select r.person_id, 12, q.school_code
  from record r
  join pupil_now q on q.person_id = r.record_id and q.year = @roll_year
  join school_now o on o.code = q.school_code and o.level = @level
  where q.term = @roll_term
    or (
      q.term < @roll_term
      and not exists (select 1 from pupil_now n where n.school_code = q.school_code and n.year = q.year and n.term = @roll_term)
    )
  union all
  -- 14 Q4: the latest list of the special-education network places the child in a school of the level.
  select r.person_id, 14, s.school_code
  from record r
  join placement_now s on s.person_id = r.record_id
  join school_now o on o.code = s.school_code and o.level = @level
  where @accounting_placements like '%,' || s.placement || ',%'
  union all
  -- 16 Q5: on the day the child is at a foreign school, whatever its nationality. Only then: what a school merely heard is pass 20's business.
  select r.person_id, 16, f.school_code
  from record r
  join foreign_school_pupil_now f on f.person_id = r.record_id
  where f.enrolled_on <= @as_of and (f.left_on is null or f.left_on >= @as_of)
  union all
  -- 18 in a correctional school on the day.
  select r.person_id, 18, a.place
  from record r
  join agency_span a on a.person_id = r.record_id
  where a.feed = 'correctional' and a.valid_from <= @as_of and (a.valid_until is null or a.valid_until > @as_of)
  union all
  -- 20 approved postponement or home education, with the approval's number.
  select r.person_id, 20, e.reason_detail
  from record r
  join entry_now e on e.person_id = r.record_id and e.year = @year and e.level = @level
  where e.admitted_school is null and e.reason_detail is not null and @accounting_reasons like '%,' || e.reason || ',%'
  union all
  -- 20 a dated approval, between its two days and no longer.
  select r.person_id, 20, a.document_no
  from record r
  join approval_span a on a.person_id = r.record_id
  where a.voided_at is null and a.valid_from <= @as_of and a.valid_through >= @as_of
  union all
  -- 22 the county has released the child's case by a decision that still holds.
  select r.person_id, 22, d.case_no
  from record r
  join case_release_span d on d.person_id = r.record_id
  where d.valid_from <= @as_of and d.valid_until > @as_of
    and not (d.contradicted_by = 'border-in' and exists (
      select 1 from border_step b where b.person_id = d.person_id and b.direction = 'In' and b.crossed_on > d.valid_from and b.crossed_on <= @as_of
    ))
  union all
  -- 30, 40, 50 what the registry says has ended the residence.
  select m.person_id, case p.ended when 'Died' then 30 when 'LostNationality' then 40 else 50 end, null
  from missing m
  join person_now p on p.person_id = m.person_id
  where p.ended is not null
  union all
  -- 52 the border: the last crossing up to the day was out.
  select r.person_id, 52, null
  from record r
  join border_step b on b.person_id = r.record_id
  where b.direction = 'Out' and b.crossed_on <= @as_of
    and not exists (
      select 1 from border_step l
      where l.person_id = b.person_id and l.crossed_on <= @as_of
        and (l.crossed_on > b.crossed_on or (l.crossed_on = b.crossed_on and (l.clock > b.clock or (l.clock = b.clock and l.direction = 'In'))))
    )
  union all
  -- 60 past the date of 逾齡除案.
  select m.person_id, 60, null
  from missing m
  join person_now p on p.person_id = m.person_id
  where p.cohort < @oldest_cohort
),
first as (
  select person_id, pass, detail, row_number() over (partition by person_id order by pass, detail) as place
  from evidence
)
update comparison_result
set pass = f.pass, detail = f.detail
from first f
where f.place = 1 and f.person_id = comparison_result.person_id and comparison_result.comparison_id = @comparison
