-- Version 1. What a county decided for a year and level (M1). records_by: School or County sends the records of Q2.
select c.county_code, c.year, c.level, c.records_by
from county_parameter c
