-- The working table of EntryWriter for what was decided. It ends with the transaction.
create temporary table if not exists decided_entry (
  person_id bigint primary key, state text, registered_school text, admitted_school text, reason text, reason_detail text
) on commit drop;
delete from decided_entry
