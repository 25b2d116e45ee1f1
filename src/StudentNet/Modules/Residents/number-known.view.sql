-- Version 1. Every number that ever was somebody's, and the person it leads to, through merges.
select i.number, coalesce(p.merged_into, p.person_id) as person_id
from person_identifier i
join person p on p.person_id = i.person_id
