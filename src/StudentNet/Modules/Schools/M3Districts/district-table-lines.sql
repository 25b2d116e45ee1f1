-- The caller's own rows in the words of the file, in its order.
select line, listed_village, town, village, listed_school, school_name, zone, listed_neighbourhoods, all_but, condition, effective_from, effective_to
from {staging}
where not is_left_out
order by line
