-- How many rows fit no known child.
select count(*) from {staging} where person_id is null
