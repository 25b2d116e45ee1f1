-- Ends the residences of those who are left.
update residence
set until = @now
where until is null and person_id in (select person_id from registry_leaving)
