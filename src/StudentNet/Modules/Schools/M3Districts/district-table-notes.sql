-- Rows whose village or school was recognised by its name: worth a look.
select line, null as value, note as detail
from {staging}
where note is not null and not is_left_out
