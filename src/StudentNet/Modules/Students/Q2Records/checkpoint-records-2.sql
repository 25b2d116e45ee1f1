-- Records of term 2 filed before the checkpoint's instant and not withdrawn before it, per school.
select r.school_code as organisation_code, 'records' as name, count(*) as value
from student_record as r
where r.year = @year and r.level = @level and r.term = 2
  and r.first_received_at < @before
  and (r.withdrawn_at is null or r.withdrawn_at >= @before)
group by r.school_code
