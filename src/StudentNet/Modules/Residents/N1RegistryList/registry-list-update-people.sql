-- Brings name, sex and birth date of known children to their first row, keeping what was before. Late rows change nothing.
insert into person_change (person_id, seq, field, before, after, at, receipt_id)
select d.person_id,
  coalesce((select max(c.seq) from person_change as c where c.person_id = d.person_id), 0)
    + row_number() over (partition by d.person_id order by d.field),
  d.field, d.before, d.after, @now, @receipt
from (
  select p.person_id, 'name' as field, p.name as before, s.name as after
  from {staging} as s join person as p on p.person_id = s.person_id
  where s.turn = 1 and not s.is_late and p.name <> s.name
  union all
  select p.person_id, 'sex', p.sex, s.sex
  from {staging} as s join person as p on p.person_id = s.person_id
  where s.turn = 1 and not s.is_late and p.sex <> s.sex
  union all
  select p.person_id, 'birth-date', cast(p.birth_date as text), cast(s.birth_date as text)
  from {staging} as s join person as p on p.person_id = s.person_id
  where s.turn = 1 and not s.is_late and p.birth_date <> s.birth_date
  union all
  select p.person_id, 'ended', p.ended, case when s.change in ('Died', 'MovedAbroad', 'LostNationality') then s.change end
  from {staging} as s join person as p on p.person_id = s.person_id
  where s.turn = 1 and not s.is_late
    and coalesce(p.ended, '') <> case when s.change in ('Died', 'MovedAbroad', 'LostNationality') then s.change else '' end
) as d;

update person
set name = s.name,
  normalised_name = s.normalised_name,
  sex = s.sex,
  birth_date = s.birth_date,
  cohort = s.cohort,
  as_of = s.data_date,
  ended = case when s.change in ('Died', 'MovedAbroad', 'LostNationality') then s.change end,
  ended_on = case when s.change in ('Died', 'MovedAbroad', 'LostNationality') then s.changed_on end,
  version = person.version + 1
from {staging} as s
where s.turn = 1
  and not s.is_late
  and s.person_id = person.person_id
  and (
    person.name <> s.name
    or person.sex <> s.sex
    or person.birth_date <> s.birth_date
    or person.as_of is distinct from s.data_date
    or coalesce(person.ended, '') <> case when s.change in ('Died', 'MovedAbroad', 'LostNationality') then s.change else '' end
  )
