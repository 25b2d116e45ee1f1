-- Everybody the comparison must explain, each once, with the first pass that accounts for the child (domain §7).
-- Guarantees: one row per child of the entering cohort that the registry ever named as resident, per entry of the year and level (children
-- outside the cohort, by hand or from elsewhere), and per open case of the level; merged records count as their survivor.
-- Passes are numbered as in comparison-passes.csv; the lowest number wins. Nothing matching leaves pass null: the child is in no school.
insert into comparison_result (person_id, comparison_id, pass, detail, county_code)
with candidate as (
  select p.person_id
  from person p
  where p.cohort = @cohort and p.merged_into is null
  union
  select coalesce(p.merged_into, p.person_id)
  from entry e
  join person p on p.person_id = e.person_id
  where e.year = @year and e.level = @level
  union
  select coalesce(p.merged_into, p.person_id)
  from tracked_case c
  join person p on p.person_id = c.person_id
  where c.level = @level and c.released_at is null
),
evidence as (
  -- 10 N5: some school admitted the child, under this record or one merged into it.
  select coalesce(p.merged_into, p.person_id) as person_id, 10 as pass, e.admitted_school as detail
  from entry e
  join person p on p.person_id = e.person_id
  where e.level = @level and e.year = @year and e.admitted_school is not null
  union all
  -- 20 approved postponement or home education, with the approval's number.
  select coalesce(p.merged_into, p.person_id), 20, e.reason_detail
  from entry e
  join person p on p.person_id = e.person_id
  where e.level = @level and e.year = @year and e.admitted_school is null
    and e.reason_detail is not null
    and @accounting_reasons like '%,' || e.reason || ',%'
  union all
  -- 30, 40, 50 what the registry says has ended the residence.
  select person_id,
    case ended when 'Died' then 30 when 'LostNationality' then 40 else 50 end,
    null
  from person
  where ended is not null and merged_into is null and cohort <= @cohort
  union all
  -- 60 past the date of 逾齡除案.
  select person_id, 60, null
  from person
  where cohort < @oldest_cohort and merged_into is null
),
ranked as (
  select person_id, pass, detail, row_number() over (partition by person_id order by pass, detail) as place
  from evidence
)
select c.person_id, @comparison, r.pass, r.detail, h.county_code
from candidate c
left join ranked r on r.person_id = c.person_id and r.place = 1
left join residence h on h.person_id = c.person_id and h.until is null
