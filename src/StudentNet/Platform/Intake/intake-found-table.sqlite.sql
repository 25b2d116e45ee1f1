-- What the checks of one pass over the staged rows have found: all of it, whatever is kept. It belongs to the connection.
create temporary table if not exists intake_found (step integer, severity text, line integer, value text, detail text);
delete from intake_found
