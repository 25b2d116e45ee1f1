-- Records that count, per school of a term: filed, in school, with a gap, when the last one came. @county null: the country; @school null: all of its schools.
select r.school_code,
  count(*) as filed,
  sum(case when r.is_in_school then 1 else 0 end) as in_school,
  sum(case when r.gap is null then 0 else 1 end) as gaps,
  max(r.received_at) as last_at
from student_record as r
where r.year = @year and r.term = @term and r.withdrawn_at is null and r.level = @level
  and (@county is null or r.county_code = @county)
  and (@school is null or r.school_code = @school)
group by r.school_code
