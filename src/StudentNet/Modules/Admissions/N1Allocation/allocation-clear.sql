-- Empties the working tables of a run.
delete from allocation_child where run_id = @run;
delete from allocation_offer where run_id = @run;
delete from allocation_address where run_id = @run;
delete from allocation_change where run_id = @run
