-- The working table of EntryWriter for what was decided. It belongs to the connection.
create temporary table if not exists decided_entry (
  person_id integer primary key, state text, registered_school text, admitted_school text, reason text, reason_detail text
);
delete from decided_entry
