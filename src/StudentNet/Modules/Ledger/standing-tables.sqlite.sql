-- The working tables of a decision. They belong to the connection.
create temporary table if not exists standing_home (
  person_id integer, from_day text, until_day text, county_code text, township_code text, cohort integer, received_at text);
create temporary table if not exists standing_fact (
  person_id integer, rule integer, from_day text, until_day text, organisation_code text, detail text, received_at text);
create index if not exists temp.standing_fact_person on standing_fact (person_id);
create temporary table if not exists standing_decided (
  person_id integer, valid_from text, valid_until text, rule integer, organisation_code text, county_code text, township_code text, cohort integer,
  detail text, received_at text);
create index if not exists temp.standing_decided_person on standing_decided (person_id, valid_from);
create temporary table if not exists standing_tally (county_code text, cohort integer, rule integer, people integer);
create temporary table if not exists roll_filed_first (school_code text, year integer, term integer, grade integer, filed_on text);
delete from standing_home;
delete from standing_fact;
delete from standing_decided;
delete from standing_tally;
delete from roll_filed_first
