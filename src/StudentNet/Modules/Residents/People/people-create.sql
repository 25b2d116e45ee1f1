-- Makes a record and its number for every number nobody knows, keyed from @first on. Rows of one number share the record; the first row names it.
update {staging} as s
set person_id = n.person_id
from (
  select number, @first - 1 + row_number() over (order by number) as person_id
  from (select distinct number from {staging} where person_id is null) as unknown
) as n
where n.number = s.number and s.person_id is null;

insert into person (person_id, name, normalised_name, sex, birth_date, cohort, nationality, as_of, version)
select person_id, name, normalised_name, sex, birth_date, cohort, nationality, null, 0
from {staging}
where person_id >= @first
on conflict (person_id) do nothing;

insert into person_identifier (number, kind, person_id, last_three, since, is_current)
select number, identifier_kind, person_id, last_three, @now, true
from {staging}
where person_id >= @first
on conflict (number) do nothing
