-- Children more than one year older or younger than those who enter.
select s.line, s.name as value, null as detail
from {staging} as s
where s.person_id is not null and (s.cohort > s.entering + 1 or s.cohort < s.entering - 1)
