-- How many rows have a number that nobody knows.
select count(*) from {staging} where person_id is null
