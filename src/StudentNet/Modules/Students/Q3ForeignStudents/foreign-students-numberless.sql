-- Rows that need an issued number: they have none, and no pupil of the list has one for them.
select line from {staging} where number is null and person_id is null order by line
