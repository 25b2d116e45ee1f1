-- Rows whose school is none that the sender may file for.
select line, school_code as value, null as detail
from {staging}
where found_school is null
