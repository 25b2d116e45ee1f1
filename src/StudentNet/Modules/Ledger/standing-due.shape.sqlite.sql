-- Whoever changes a fact about a child has the child decided again, whatever module, door or statement it is: each table of standing-due-tables.csv puts the
-- children of its changed rows into the queue.;
-- for each {table} of standing-due-tables.csv
drop trigger if exists standing_due_new_{table};
create trigger standing_due_new_{table} after insert on {table}
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_{table};
create trigger standing_due_changed_{table} after update on {table} when {changed}
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_{table};
create trigger standing_due_gone_{table} after delete on {table}
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
-- end for each
