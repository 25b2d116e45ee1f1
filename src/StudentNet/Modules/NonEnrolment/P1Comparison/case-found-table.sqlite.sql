-- The working table of proposals: what explains the children of the ledger's open cases. It belongs to the connection.
create temporary table if not exists case_found (person_id integer primary key, pass integer);
delete from case_found
