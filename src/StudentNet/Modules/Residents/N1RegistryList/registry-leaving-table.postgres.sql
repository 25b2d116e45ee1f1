-- The working table of whom a whole list lacks. It ends with the transaction.
create temporary table if not exists registry_leaving (person_id bigint, county_code text) on commit drop;
delete from registry_leaving
