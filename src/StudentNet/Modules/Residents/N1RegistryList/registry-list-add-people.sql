-- Adds the children who were unknown, as their first row says.
insert into person (person_id, name, normalised_name, sex, birth_date, cohort, nationality, as_of, version)
select person_id, name, normalised_name, sex, birth_date, cohort, 'TW', data_date, 0
from {staging}
where difference = 'New' and turn = 1
