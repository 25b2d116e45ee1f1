-- Gives each unknown child of the list a key from the block that begins at @first; rows of one child share it.
update {staging} as s
set person_id = n.person_id
from (
  select person_key, @first - 1 + row_number() over (order by person_key) as person_id
  from (select distinct person_key from {staging} where person_id is null) as unknown
) as n
where n.person_key = s.person_key and s.person_id is null
