-- Takes a monthly list over: what it says anew begins, what it no longer says ends, what it repeats stays untouched. Nothing is overwritten; a row
-- with an error, or a file that only supplements, ends nobody's placement. The same list again changes nothing.
update special_placement
set until = @month, end_receipt_id = @receipt
where until is null
  and (
    person_id in (select person_id from {staging} where difference = 'Changed')
    or (
      not @supplements
      and not exists (select 1 from {staging} as s where s.person_id = special_placement.person_id)
      and not exists (select 1 from {rejected} as r where r.stays = special_placement.person_id)
      and not exists (select 1 from {rejected} as r where r.stays = 0)
    )
  );

insert into special_placement (person_id, seq, school_code, grade, category, placement, approved_on, valid_until, class_reduction, since,
  received_at, receipt_id)
select s.person_id,
  coalesce((select max(p.seq) from special_placement as p where p.person_id = s.person_id), 0) + 1,
  s.found_school, s.grade, s.category, s.placement, s.approved_on, s.valid_until, coalesce(s.class_reduction, 0), @month, @received, @receipt
from {staging} as s
where s.difference <> 'Unchanged';

insert into special_list (receipt_id, month, received_at, pupils)
select @receipt, @month, @received, count(*)
from {staging}
where true
on conflict (receipt_id) do nothing
