-- The pairs of records that rows of the list prove to be one person, each once: the record of the current number, then the other.
select distinct person_id, other_person_id
from {staging}
where other_person_id is not null
order by person_id, other_person_id
