-- Rows whose number is known with another birth date and another name: most likely a mistyped number.
select s.line, s.number as value, '生日 ' || cast(p.birth_date as text) as detail
from {staging} as s
join person as p on p.person_id = s.person_id
where p.birth_date <> s.birth_date and p.normalised_name <> s.normalised_name
