-- The one child of whom something is supposed.
insert into person_set (person_id) values (@person)
