-- Per school, the foreign pupils on Q3's list at an instant: the two columns of Q1 that are kept there, told from the history alone.
-- Who has lost its place by its absence, and who has outgrown the school, is in neither column (ForeignCounts says the same of today).
select e.school_code as organisation_code,
  case when e.kind = 'InSchool' then 'foreign_in_school' else 'foreign_out_of_school' end as name,
  count(*) as value
from foreign_pupil_event as e
join (
  select person_id, school_code, max(seq) as seq
  from foreign_pupil_event
  where at < @before
  group by person_id, school_code
) as last on last.person_id = e.person_id and last.school_code = e.school_code and last.seq = e.seq
join organisation as o on o.code = e.school_code and o.school_level = @level
where e.arrived_on <= @day
  and (e.left_on is null or e.left_on >= @day)
  and (e.absence is null or @placeless not like '%|' || e.absence || '|%')
  and e.grade + @year - e.grade_year <= case when e.grade <= 6 then 6 else 9 end
group by e.school_code, e.kind
