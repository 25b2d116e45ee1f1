-- Whoever changes a fact about a child has the child decided again, whatever module, door or statement it is: each of these tables puts the children of
-- its changed rows into the queue, once for a transaction.
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
drop trigger if exists standing_due_new on person;
create trigger standing_due_new after insert on person referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on person;
create trigger standing_due_changed after update on person referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on person;
create trigger standing_due_gone after delete on person referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on residence;
create trigger standing_due_new after insert on residence referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on residence;
create trigger standing_due_changed after update on residence referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on residence;
create trigger standing_due_gone after delete on residence referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on person_change;
create trigger standing_due_new after insert on person_change referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on person_change;
create trigger standing_due_changed after update on person_change referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on person_change;
create trigger standing_due_gone after delete on person_change referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on entry;
create trigger standing_due_new after insert on entry referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on entry;
create trigger standing_due_changed after update on entry referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on entry;
create trigger standing_due_gone after delete on entry referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on entry_event;
create trigger standing_due_new after insert on entry_event referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on entry_event;
create trigger standing_due_changed after update on entry_event referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on entry_event;
create trigger standing_due_gone after delete on entry_event referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on class_pupil_event;
create trigger standing_due_new after insert on class_pupil_event referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on class_pupil_event;
create trigger standing_due_changed after update on class_pupil_event referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on class_pupil_event;
create trigger standing_due_gone after delete on class_pupil_event referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on special_placement;
create trigger standing_due_new after insert on special_placement referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on special_placement;
create trigger standing_due_changed after update on special_placement referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on special_placement;
create trigger standing_due_gone after delete on special_placement referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on foreign_school_pupil;
create trigger standing_due_new after insert on foreign_school_pupil referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on foreign_school_pupil;
create trigger standing_due_changed after update on foreign_school_pupil referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on foreign_school_pupil;
create trigger standing_due_gone after delete on foreign_school_pupil referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on tracked_case;
create trigger standing_due_new after insert on tracked_case referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on tracked_case;
create trigger standing_due_changed after update on tracked_case referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on tracked_case;
create trigger standing_due_gone after delete on tracked_case referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on approval;
create trigger standing_due_new after insert on approval referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on approval;
create trigger standing_due_changed after update on approval referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on approval;
create trigger standing_due_gone after delete on approval referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on case_event;
create trigger standing_due_new after insert on case_event referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on case_event;
create trigger standing_due_changed after update on case_event referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on case_event;
create trigger standing_due_gone after delete on case_event referencing old table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_new on border_crossing;
create trigger standing_due_new after insert on border_crossing referencing new table as changed for each statement execute function standing_due_new();
drop trigger if exists standing_due_changed on border_crossing;
create trigger standing_due_changed after update on border_crossing referencing old table as changed_before new table as changed for each statement execute function standing_due_both();
drop trigger if exists standing_due_gone on border_crossing;
create trigger standing_due_gone after delete on border_crossing referencing old table as changed for each statement execute function standing_due_new()
