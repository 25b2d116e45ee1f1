-- Rows whose number is known with another birth date and another name: most likely a mistyped number.
select s.line, s.number as value, cast(p.birth_date as text) as detail
from {staging} as s
join person as p on p.person_id = s.person_id
where s.person_doubt = 'other'
