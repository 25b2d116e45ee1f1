-- How many rows fit nobody.
select count(*) from {staging} where person_id is null
