-- Whoever changes a fact about a child has the child decided again, whatever module, door or statement it is: each table of standing-due-tables.csv puts the
-- children of its changed rows into the queue, once for a transaction.
create or replace function standing_due_new() returns trigger language plpgsql as $$
begin
  insert into standing_due (person_id, transaction_id)
  select distinct person_id, cast(cast(pg_current_xact_id() as text) as bigint) from changed
  on conflict do nothing;
  return null;
end $$;
create or replace function standing_due_both() returns trigger language plpgsql as $$
begin
  insert into standing_due (person_id, transaction_id)
  select person_id, cast(cast(pg_current_xact_id() as text) as bigint) from changed
  union
  select person_id, cast(cast(pg_current_xact_id() as text) as bigint) from changed_before
  on conflict do nothing;
  return null;
end $$;
-- for each {table} of standing-due-tables.csv
drop trigger if exists standing_due_new on {table};
create trigger standing_due_new after insert on {table} referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on {table};
create trigger standing_due_changed after update on {table} referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on {table};
create trigger standing_due_gone after delete on {table} referencing old table as changed for each statement execute function standing_due_new();
-- end for each
