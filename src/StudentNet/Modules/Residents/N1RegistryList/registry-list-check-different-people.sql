-- Rows that would make two records one although one of them has another name or birth date than the row: a mistyped number, or twins whose
-- numbers are exchanged. Both records are held against the row, the one of its number and the one of its old number: merging two children loses one.
select s.line, s.old_number as value, null as detail
from {staging} as s
where s.other_person_id is not null
  and exists (
    select 1
    from person as p
    where p.person_id in (s.person_id, s.other_person_id) and (p.birth_date <> s.birth_date or p.normalised_name <> s.normalised_name)
  )
