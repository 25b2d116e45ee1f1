-- Rows of an unknown number although somebody of the same name and birth date is known under another one. Whose number that is stays untold:
-- who sends the file may have no right to it.
select s.line, s.number as value, null as detail
from {staging} as s
join person as p on p.normalised_name = s.normalised_name and p.birth_date = s.birth_date and p.merged_into is null
where s.person_id is null
group by s.line, s.number
