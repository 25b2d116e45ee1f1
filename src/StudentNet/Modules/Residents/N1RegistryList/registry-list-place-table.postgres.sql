-- A working table of this connection for the places of one list.
create temporary table if not exists registry_place (place text primary key, village text, township text, county text, hint text) on commit drop;
delete from registry_place
