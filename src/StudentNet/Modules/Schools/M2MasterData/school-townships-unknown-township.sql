-- Rows of townships that the county does not have.
select line, township as value, county as detail from {staging} where township_code is null
