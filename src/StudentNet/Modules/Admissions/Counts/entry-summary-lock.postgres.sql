-- Lets one transaction after the other count what @keys names (between commas): who counts second sees what the first has written. In one order for everybody.
select pg_advisory_xact_lock(ordered.key)
from (
  select distinct hashtextextended('entry-summary/' || named.key, 0) as key
  from (select unnest(string_to_array(@keys, ',')) as key) as named
  order by key
) as ordered
