-- Closes the comparison with its figures.
update national_comparison
set ended_at = @now,
    candidates = (select count(*) from comparison_result where comparison_id = @comparison),
    accounted = (select count(*) from comparison_result where comparison_id = @comparison and pass is not null),
    unaccounted = (select count(*) from comparison_result where comparison_id = @comparison and pass is null)
where id = @comparison
