-- Rows whose county is not in the list of counties and whose village was not found either: nobody would answer for the child.
select line, county_name as value, null as detail
from {staging}
where found_county is null
