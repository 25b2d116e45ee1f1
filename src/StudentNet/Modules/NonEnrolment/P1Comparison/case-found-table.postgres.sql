-- The working table of proposals: what explains the children of the ledger's open cases. It ends with the transaction.
create temporary table if not exists case_found (person_id bigint primary key, pass integer) on commit drop;
delete from case_found
