-- Version 1. Where each child is registered as resident now; at most one row for a child. neighbourhood: null where the registry gave none.
select r.person_id, r.seq, r.county_code, r.township_code, r.village_code, r.neighbourhood, r.address, r.registered_on, r.received_at
from residence r
where r.until is null
