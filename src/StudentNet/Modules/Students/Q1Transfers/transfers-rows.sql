-- The rows in the order of the file.
select s.line, s.person_id, s.step, s.certificate_no, s.done_on, s.other_school, s.reason, coalesce(s.school_code, @organisation)
from {staging} as s
order by s.line
