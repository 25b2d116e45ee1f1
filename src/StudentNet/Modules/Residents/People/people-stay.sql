-- Says whom the bad rows may be about: whoever holds the number of one of them; whoever has its name and birth date, because the number may be
-- what is wrong; and, where a row tells neither, anybody (0); and which line is the first to say so. None of them leaves for being absent from the good rows.
delete from {rejected} where line is null;

insert into {rejected} (stays, because)
select stays, min(line)
from (
  select i.person_id as stays, r.line
  from {rejected} as r
  join person_identifier as i on i.number = r.number
  where r.line is not null
  union all
  select p.person_id, r.line
  from {rejected} as r
  join person as p on p.birth_date = r.birth_date and p.name = r.name
  where r.line is not null
  union all
  select 0, r.line
  from {rejected} as r
  where r.line is not null and r.number is null and (r.name is null or r.birth_date is null)
) as b
group by stays
