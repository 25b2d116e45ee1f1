-- Lets one transaction after the other count what @keys names (between commas): who counts second sees what the first has written. In one order for everybody.
-- @is_counted: figures are counted anew, and nobody else touches them until the end of the transaction; otherwise they are moved by a difference, and others
-- may move them as well.
select case when @is_counted then pg_advisory_xact_lock(ordered.key) else pg_advisory_xact_lock_shared(ordered.key) end
from (
  select distinct hashtextextended('entry-summary/' || named.key, 0) as key
  from (select unnest(string_to_array(@keys, ',')) as key) as named
  order by key
) as ordered
