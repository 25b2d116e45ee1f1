-- One fact of the child fewer.
delete from standing_fact
where person_id = @person and rule = @rule and from_day = @from_day and until_day = @until_day and detail = @detail
