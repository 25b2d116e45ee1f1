-- Adds numbers that were unknown. The number of a child's first row is the current one, unless the row is late; older ones stay and say so.
insert into person_identifier (number, kind, person_id, last_three, since, is_current)
select number, number_kind, person_id, last_three, @now, false
from {staging}
where turn = 1
on conflict (number) do nothing;

insert into person_identifier (number, kind, person_id, last_three, since, is_current)
select old_number,
  case
    when substr(old_number, 2, 1) in ('1', '2') then 'National'
    when substr(old_number, 2, 1) in ('8', '9') then 'Residence'
    when substr(old_number, 1, 1) = '#' then 'Issued'
    else 'ResidenceOld'
  end,
  person_id, substr(old_number, length(old_number) - 2, 3), @now, false
from {staging}
where old_number is not null
on conflict (number) do nothing;

update person_identifier
set is_current = (person_identifier.number = s.number)
from {staging} as s
where s.turn = 1
  and not s.is_late
  and s.person_id = person_identifier.person_id
  and person_identifier.is_current <> (person_identifier.number = s.number)
