-- Rows whose child is none of the county's.
select line, number as value, null as detail from {staging} where person_id is null and tried is null
