-- How many children of the list are not known yet.
select count(distinct person_key) from {staging} where person_id is null
