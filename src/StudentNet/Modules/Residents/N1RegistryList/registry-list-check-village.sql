-- Rows whose village is not in the village list.
select line, village_name as value, village_hint as detail
from {staging}
where found_village is null and found_county is not null
