-- Version 1. Records that were merged into another, and the person they belong to.
select p.person_id as record_id, p.merged_into as person_id
from person p
where p.merged_into is not null
