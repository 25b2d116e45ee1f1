-- The working table of PersonSet. It ends with the transaction.
create temporary table if not exists person_set (person_id bigint primary key, county_code text, cohort integer) on commit drop;
delete from person_set
