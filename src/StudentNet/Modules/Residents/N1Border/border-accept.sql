-- Adds the crossings that are new, and notes the list. The same list again adds nothing.
insert into border_crossing (person_id, seq, direction, crossed_on, clock, received_at, receipt_id)
select n.person_id,
  coalesce((select max(c.seq) from border_crossing as c where c.person_id = n.person_id), 0) + row_number() over (partition by n.person_id order by n.crossed_on, n.clock, n.direction desc),
  n.direction, n.crossed_on, n.clock, @now, @receipt
from (
  select distinct s.person_id, s.direction, s.crossed_on, coalesce(s.clock, '0000') as clock
  from {staging} as s
  where s.person_id is not null and not s.is_known and not s.is_held
) as n;

insert into border_list (receipt_id, through, received_at, rows, unknown, held)
select @receipt, @through, @now, count(*), coalesce(sum(case when s.person_id is null then 1 else 0 end), 0), coalesce(sum(case when s.is_held then 1 else 0 end), 0)
from {staging} as s
where not exists (select 1 from border_list where receipt_id = @receipt)
having not exists (select 1 from border_list where receipt_id = @receipt)
