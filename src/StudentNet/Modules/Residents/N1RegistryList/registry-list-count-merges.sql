-- How many rows prove two records to be one person.
select count(*) from {staging} where other_person_id is not null
