-- Pupils on the class rolls (Q1) of a term, per school, and how many of them have a record (Q2) at that school. @county null: the country; @school null: all of its schools.
select c.school_code,
  count(*) as due,
  sum(case when r.person_id is null then 0 else 1 end) as matched
from class_pupil as c
join school_now as o on o.code = c.school_code
left join student_record as r
  on r.person_id = c.person_id and r.year = c.year and r.term = c.term and r.school_code = c.school_code and r.withdrawn_at is null
where c.year = @year and c.term = @term
  and (o.level = @level or o.kind = 'SpecialEducation')
  and (@county is null or o.county_code = @county)
  and (@school is null or c.school_code = @school)
group by c.school_code
