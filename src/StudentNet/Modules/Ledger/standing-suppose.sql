-- One more fact of the child, beside all that is known.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select p.person_id, @rule, @from_day, @until_day, null, @detail, null from person_set p where p.person_id = @person
