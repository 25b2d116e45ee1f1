-- Takes some of the children whose facts have changed out of the queue and into the set. Nobody else writes meanwhile.
insert into person_set (person_id) select person_id from standing_due order by person_id limit @most;

delete from standing_due where person_id in (select person_id from person_set)
