-- Rows whose county is not in the list of counties.
select line, county as value, null as detail
from {staging}
where county_code is null
