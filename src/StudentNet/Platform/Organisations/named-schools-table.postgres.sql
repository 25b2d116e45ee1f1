-- The working table of NamedSchools. It ends with the transaction.
create temporary table if not exists named_school (
  code text primary key, name text, county_code text, township_code text, level integer, closed_on date
) on commit drop;
delete from named_school
