-- Version 1. The lists of the special-education network (Q4) that were taken over, also those that named nobody.
select l.month, l.received_at, l.pupils
from special_list l
