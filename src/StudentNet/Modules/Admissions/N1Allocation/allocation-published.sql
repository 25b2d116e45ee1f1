-- Who was published at an instant, and to which school, in a fixed order: for the counts and the receipt code of the publication.
select person_id, allocated_school
from entry
where year = @year and level = @level and county_code = @county and published_at = @now
order by person_id
