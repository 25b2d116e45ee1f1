-- Rows that would give a record the name and birth date of another person: two numbers have most likely been exchanged.
select s.line, s.number as value, null as detail
from {staging} as s
join person as own on own.person_id = s.person_id
where s.person_doubt in ('correct', 'not-ours')
  and (own.normalised_name <> s.normalised_name or own.birth_date <> s.birth_date)
  and exists (
    select 1 from person as p
    where p.normalised_name = s.normalised_name and p.birth_date = s.birth_date and p.merged_into is null and p.person_id <> s.person_id
  )
