-- Every row of a file that tried more children than its sender may.
select line, number as value, cast(tried as varchar(12)) as detail from {staging} where tried is not null
