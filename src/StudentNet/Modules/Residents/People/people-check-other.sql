-- Rows whose number is known with another birth date and another name: most likely a mistyped number, so nothing is told of its holder.
select s.line, s.number as value, null as detail
from {staging} as s
where s.person_doubt = 'other'
