-- How many children the list lacks.
select count(*) from registry_leaving
