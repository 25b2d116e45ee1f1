-- The working tables of NamedVillages. They end with the transaction.
create temporary table if not exists named_village (
  village_code text primary key, county text, township text, name text, normalised_name text, is_unassigned boolean
) on commit drop;
create temporary table if not exists named_spelling (village_code text, normalised_name text, name text) on commit drop;
delete from named_village;
delete from named_spelling
