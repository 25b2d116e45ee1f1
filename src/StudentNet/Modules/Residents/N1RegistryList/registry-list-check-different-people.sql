-- Rows that name an old number whose holder has another name or birth date: a mistyped number, or a twin. Merging them would lose a child.
select s.line, s.old_number as value, null as detail
from {staging} as s
join person as p on p.person_id = s.other_person_id
where p.birth_date <> s.birth_date or p.normalised_name <> s.normalised_name
