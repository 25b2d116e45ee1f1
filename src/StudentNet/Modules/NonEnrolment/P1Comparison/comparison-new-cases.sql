-- How many children are accounted for by nothing and have no open case yet.
select count(*)
from comparison_result r
where r.comparison_id = @comparison and r.pass is null
  and not exists (select 1 from tracked_case c where c.person_id = r.person_id and c.level = @level and c.released_at is null)
