-- Brings records that only files told us of to what this file says, keeping what was before. What the registry said is never overwritten.
insert into person_change (person_id, seq, field, before, after, at, receipt_id)
select d.person_id,
  coalesce((select max(c.seq) from person_change as c where c.person_id = d.person_id), 0)
    + row_number() over (partition by d.person_id order by d.field),
  d.field, d.before, d.after, @now, @receipt
from (
  select p.person_id, 'name' as field, p.name as before, s.name as after
  from {staging} as s join person as p on p.person_id = s.person_id
  where s.person_doubt = 'correct' and p.name <> s.name
  union all
  select p.person_id, 'sex', p.sex, s.sex
  from {staging} as s join person as p on p.person_id = s.person_id
  where s.person_doubt = 'correct' and p.sex <> s.sex
  union all
  select p.person_id, 'birth-date', cast(p.birth_date as text), cast(s.birth_date as text)
  from {staging} as s join person as p on p.person_id = s.person_id
  where s.person_doubt = 'correct' and p.birth_date <> s.birth_date
  union all
  select p.person_id, 'nationality', p.nationality, s.nationality
  from {staging} as s join person as p on p.person_id = s.person_id
  where s.person_doubt = 'correct' and p.nationality <> s.nationality
) as d;

update person
set name = s.name,
  normalised_name = s.normalised_name,
  sex = s.sex,
  birth_date = s.birth_date,
  cohort = s.cohort,
  nationality = s.nationality,
  version = person.version + 1
from {staging} as s
where s.person_doubt = 'correct' and s.person_id = person.person_id and person.as_of is null
