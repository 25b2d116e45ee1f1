-- Hands the villages of the list over to the platform.
insert into named_village (village_code, county, township, name, normalised_name, is_unassigned)
select village_code, county, township, name, normalised_name, is_unassigned
from {staging}
