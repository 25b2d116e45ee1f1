-- How many rows fit no child of the county.
select count(*) from {staging} where person_id is null
