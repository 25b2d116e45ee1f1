-- One finding about the whole file: how many rows are somebody else's.
select 0 as line, null as value, cast(count(*) as text) as detail
from {staging}
where is_left_out
having count(*) > 0
