-- The working table of NamedSchools. It belongs to the connection.
create temporary table if not exists named_school (
  code text primary key, name text, county_code text, township_code text, level integer, closed_on text
);
delete from named_school
