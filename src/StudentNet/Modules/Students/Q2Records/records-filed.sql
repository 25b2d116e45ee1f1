-- The schools of the file with the number of their records that count now.
select r.school_code, o.school_level, count(*) as filed, sum(case when r.gap is null then 0 else 1 end) as gaps
from student_record as r
join organisation as o on o.code = r.school_code
where r.year = @year and r.term = cast(@term as integer) and r.withdrawn_at is null
  and r.school_code in (select school from {staging})
group by r.school_code, o.school_level
