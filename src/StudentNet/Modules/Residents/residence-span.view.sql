-- Version 1. Every residence of each child, ended ones too, as the registry reported them one after the other. until: when the registry said that the
-- child lives there no more; null while it does. registered_on: 設籍日期, null where the registry gave none.
select r.person_id, r.seq, r.county_code, r.township_code, r.registered_on, r.received_at, r.until
from residence r
