-- Rows that fail the check school.unknown: they stay in the draft as unplaced lines.
select line, coalesce(listed_school, school_name) as value, words as detail
from {staging}
where problem = 'school.unknown' and not is_left_out
