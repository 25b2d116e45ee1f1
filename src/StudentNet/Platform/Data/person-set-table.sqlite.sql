-- The working table of PersonSet. It belongs to the connection.
create temporary table if not exists person_set (person_id integer primary key, county_code text, cohort integer);
delete from person_set
