-- Rows of schools that are not in the list.
select line, code as value, null as detail from {staging} where unit_code is null
