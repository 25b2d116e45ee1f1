-- Version 1. Each step of each child on its way into a school, in the order of at and seq: state and school as they were from then on. school_code: the
-- school that admitted, registered or was allocated, in this order. An entry without a step of its own is one as it stands.
select v.person_id, v.year, v.level, v.seq, v.state, v.school_code, v.at
from entry_event v
union all
select e.person_id, e.year, e.level, 0, e.state, coalesce(e.admitted_school, e.registered_school, e.allocated_school), e.changed_at
from entry e
where not exists (select 1 from entry_event v where v.person_id = e.person_id and v.year = e.year and v.level = e.level)
