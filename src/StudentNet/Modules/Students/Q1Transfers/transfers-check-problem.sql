-- Rows against which something stands.
select line, number as value, problem as detail from {staging} where problem is not null
