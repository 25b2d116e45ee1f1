-- The considered children in a fixed order, for the hash over a run's inputs.
select person_id, residence_seq, county_code, village_code, neighbourhood
from allocation_child
where run_id = @run
order by person_id
