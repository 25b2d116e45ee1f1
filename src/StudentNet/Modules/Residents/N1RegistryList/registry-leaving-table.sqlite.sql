-- The working table of whom a whole list lacks. It belongs to the connection.
create temporary table if not exists registry_leaving (person_id integer, county_code text);
delete from registry_leaving
