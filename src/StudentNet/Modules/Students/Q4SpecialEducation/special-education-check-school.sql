-- Rows whose school unit is not in the list of schools.
select line, school_code as value, null as detail
from {staging}
where found_school is null
