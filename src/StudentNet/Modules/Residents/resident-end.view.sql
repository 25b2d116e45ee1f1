-- Version 1. Every time the registry's word about the end of a child's residence changed, in the order of at and seq. ended: Died, MovedAbroad,
-- LostNationality; null: the child is resident again. ended_on: the day the registry gives for the end that holds now, null for earlier ones.
select c.person_id, c.seq, c.after as ended, c.at,
  case
    when c.after = p.ended
      and not exists (select 1 from person_change l where l.person_id = c.person_id and l.field = 'ended' and l.seq > c.seq)
    then p.ended_on
  end as ended_on
from person_change c
join person p on p.person_id = c.person_id
where c.field = 'ended'
union all
select p.person_id, 0, p.ended, null, p.ended_on
from person p
where p.ended is not null
  and not exists (select 1 from person_change c where c.person_id = p.person_id and c.field = 'ended')
