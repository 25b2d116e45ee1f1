-- Whoever changes a fact about a child has the child decided again, whatever module, door or statement it is: each of these tables puts the children of
-- its changed rows into the queue.;
drop trigger if exists standing_due_new_person;
create trigger standing_due_new_person after insert on person
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_person;
create trigger standing_due_changed_person after update on person when new.cohort <> old.cohort or new.ended is not old.ended or new.ended_on is not old.ended_on or new.merged_into is not old.merged_into
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_person;
create trigger standing_due_gone_person after delete on person
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_residence;
create trigger standing_due_new_residence after insert on residence
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_residence;
create trigger standing_due_changed_residence after update on residence
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_residence;
create trigger standing_due_gone_residence after delete on residence
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_person_change;
create trigger standing_due_new_person_change after insert on person_change
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_person_change;
create trigger standing_due_changed_person_change after update on person_change
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_person_change;
create trigger standing_due_gone_person_change after delete on person_change
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_entry;
create trigger standing_due_new_entry after insert on entry
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_entry;
create trigger standing_due_changed_entry after update on entry
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_entry;
create trigger standing_due_gone_entry after delete on entry
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_entry_event;
create trigger standing_due_new_entry_event after insert on entry_event
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_entry_event;
create trigger standing_due_changed_entry_event after update on entry_event
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_entry_event;
create trigger standing_due_gone_entry_event after delete on entry_event
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_class_pupil_event;
create trigger standing_due_new_class_pupil_event after insert on class_pupil_event
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_class_pupil_event;
create trigger standing_due_changed_class_pupil_event after update on class_pupil_event
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_class_pupil_event;
create trigger standing_due_gone_class_pupil_event after delete on class_pupil_event
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_special_placement;
create trigger standing_due_new_special_placement after insert on special_placement
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_special_placement;
create trigger standing_due_changed_special_placement after update on special_placement
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_special_placement;
create trigger standing_due_gone_special_placement after delete on special_placement
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_foreign_school_pupil;
create trigger standing_due_new_foreign_school_pupil after insert on foreign_school_pupil
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_foreign_school_pupil;
create trigger standing_due_changed_foreign_school_pupil after update on foreign_school_pupil
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_foreign_school_pupil;
create trigger standing_due_gone_foreign_school_pupil after delete on foreign_school_pupil
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_tracked_case;
create trigger standing_due_new_tracked_case after insert on tracked_case
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_tracked_case;
create trigger standing_due_changed_tracked_case after update on tracked_case
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_tracked_case;
create trigger standing_due_gone_tracked_case after delete on tracked_case
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_approval;
create trigger standing_due_new_approval after insert on approval
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_approval;
create trigger standing_due_changed_approval after update on approval
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_approval;
create trigger standing_due_gone_approval after delete on approval
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_case_event;
create trigger standing_due_new_case_event after insert on case_event
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_case_event;
create trigger standing_due_changed_case_event after update on case_event
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_case_event;
create trigger standing_due_gone_case_event after delete on case_event
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_new_border_crossing;
create trigger standing_due_new_border_crossing after insert on border_crossing
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
end;
drop trigger if exists standing_due_changed_border_crossing;
create trigger standing_due_changed_border_crossing after update on border_crossing
begin
  insert into standing_due (person_id, transaction_id)
  select new.person_id, 0 where not exists (select 1 from standing_due where person_id = new.person_id);
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end;
drop trigger if exists standing_due_gone_border_crossing;
create trigger standing_due_gone_border_crossing after delete on border_crossing
begin
  insert into standing_due (person_id, transaction_id)
  select old.person_id, 0 where not exists (select 1 from standing_due where person_id = old.person_id);
end
