-- Hands over the children that the comparison found nowhere.
insert into person_set (person_id)
select person_id from comparison_result where comparison_id = @comparison and pass is null
