-- Takes some of the children whose facts have changed out of the queue and into the set. What another transaction adds meanwhile is a row of its own and stays.
with taken as (
  delete from standing_due d
  using (select person_id, transaction_id from standing_due order by transaction_id, person_id limit @most for update skip locked) t
  where d.person_id = t.person_id and d.transaction_id = t.transaction_id
  returning d.person_id
)
insert into person_set (person_id) select distinct person_id from taken
