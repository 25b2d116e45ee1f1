-- Rows that would correct a record which is not the sender's to correct. What stands in the record is not told.
select s.line, s.name as value, null as detail
from {staging} as s
where s.person_doubt = 'not-ours'
