-- Hands all schools over to their organisations.
insert into named_school (code, name, county_code, township_code, level, closed_on)
select code, name, county_code, township_code, level, closed_on
from school
