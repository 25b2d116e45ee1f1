-- Rows of units that are closed here and yet in the list.
select s.line, s.code as value, cast(k.closed_on as text) as detail
from {staging} s
join school k on k.code = s.unit_code
where k.closed_on is not null and not s.is_left_out
