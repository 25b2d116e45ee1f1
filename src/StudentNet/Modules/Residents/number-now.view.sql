-- Version 1. The one number of each person that is shown. kind: National, Residence, Issued, and others of PersonNumberKind.
select i.person_id, i.number, i.kind
from person_identifier i
where i.is_current
