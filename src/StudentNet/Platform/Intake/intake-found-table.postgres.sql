-- What the checks of one pass over the staged rows have found: all of it, whatever is kept. It ends with the transaction.
create temporary table if not exists intake_found (step integer, severity text, line integer, value text, detail text) on commit drop;
delete from intake_found
