-- The working tables of a decision. They end with the transaction.
create temporary table if not exists standing_home (
  person_id bigint, from_day date, until_day date, county_code text, township_code text, cohort integer, received_at timestamptz) on commit drop;
create temporary table if not exists standing_fact (
  person_id bigint, rule integer, from_day date, until_day date, organisation_code text, detail text, received_at timestamptz) on commit drop;
create temporary table if not exists standing_decided (
  person_id bigint, valid_from date, valid_until date, rule integer, organisation_code text, county_code text, township_code text, cohort integer,
  detail text, received_at timestamptz) on commit drop;
create temporary table if not exists standing_tally (county_code text, cohort integer, rule integer, people integer) on commit drop;
create temporary table if not exists roll_filed_first (school_code text, year integer, term integer, grade integer, filed_on date) on commit drop;
delete from standing_home;
delete from standing_fact;
delete from standing_decided;
delete from standing_tally;
delete from roll_filed_first
