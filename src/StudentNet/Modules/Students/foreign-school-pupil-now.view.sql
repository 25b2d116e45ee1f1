-- Version 1. Who is or was at a foreign school (Q5), whatever its nationality. left_on: null while there.
select f.person_id, f.school_code, f.enrolled_on, f.left_on, f.changed_at
from foreign_school_pupil f
