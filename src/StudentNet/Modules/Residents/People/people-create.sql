-- Makes a record and its number for every number nobody knows, keyed from @first on in the order of the file, so that the children of one
-- school stand together. Rows of one number share the record; the first of them names it.
update {staging} as s
set person_id = n.person_id, person_doubt = case when s.line = n.first_line then 'new' end
from (
  select number, first_line, @first - 1 + row_number() over (order by first_line) as person_id
  from (select number, min(line) as first_line from {staging} where person_id is null group by number) as unknown
) as n
where n.number = s.number and s.person_id is null;

insert into person (person_id, name, normalised_name, sex, birth_date, cohort, nationality, as_of, version)
select person_id, name, normalised_name, sex, birth_date, cohort, nationality, null, 0
from {staging}
where person_doubt = 'new';

insert into person_identifier (number, kind, person_id, last_three, since, is_current)
select number, identifier_kind, person_id, last_three, @now, true
from {staging}
where person_doubt = 'new'
