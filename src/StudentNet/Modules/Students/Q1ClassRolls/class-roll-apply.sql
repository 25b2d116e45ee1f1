-- Brings the rolls of the file's schools to what the file says: history first, told from how the roll stands, then the roll itself. The same
-- file again writes nothing. Who leaves: on the roll, in no row of the file, good or bad; nobody where the file only supplements.
insert into class_pupil_event (
  person_id, year, term, school_code, seq, what, class_kind, grade, class_name, counts_as, reduction, content, at, account_id, receipt_id
)
select
  s.person_id, @year, @term, coalesce(s.school_code, @organisation),
  coalesce((
    select max(e.seq) from class_pupil_event as e
    where e.person_id = s.person_id and e.year = @year and e.term = @term and e.school_code = coalesce(s.school_code, @organisation)
  ), 0) + 1,
  case when p.person_id is null then 'joined' else 'changed' end,
  s.class_kind, s.grade, s.class_name, s.counts_as, coalesce(s.reduction, 0), s.content, @now, nullif(@account, 0), @receipt
from {staging} as s
left join class_pupil as p
  on p.person_id = s.person_id and p.year = @year and p.term = @term and p.school_code = coalesce(s.school_code, @organisation)
where p.person_id is null or p.content <> s.content;

insert into class_pupil_event (
  person_id, year, term, school_code, seq, what, class_kind, grade, class_name, counts_as, reduction, content, at, account_id, receipt_id
)
select
  p.person_id, p.year, p.term, p.school_code,
  coalesce((
    select max(e.seq) from class_pupil_event as e
    where e.person_id = p.person_id and e.year = p.year and e.term = p.term and e.school_code = p.school_code
  ), 0) + 1,
  'left', p.class_kind, p.grade, p.class_name, p.counts_as, p.reduction, p.content, @now, nullif(@account, 0), @receipt
from class_pupil as p
where not @supplements
  and p.year = @year and p.term = @term
  and p.school_code in (select distinct coalesce(school_code, @organisation) from {staging})
  and not exists (select 1 from {staging} as s where s.person_id = p.person_id and coalesce(s.school_code, @organisation) = p.school_code)
  and not exists (select 1 from {rejected} as r where r.stays = p.person_id)
  and not exists (select 1 from {rejected} as r where r.stays = 0);

delete from class_pupil
where not @supplements
  and year = @year and term = @term
  and school_code in (select distinct coalesce(school_code, @organisation) from {staging})
  and not exists (
    select 1 from {staging} as s where s.person_id = class_pupil.person_id and coalesce(s.school_code, @organisation) = class_pupil.school_code
  )
  and not exists (select 1 from {rejected} as r where r.stays = class_pupil.person_id)
  and not exists (select 1 from {rejected} as r where r.stays = 0);

insert into class_pupil (
  person_id, year, term, school_code, class_kind, grade, class_name, seat, state, non_school_kind, holds_place, sick_from, sick_to, reduction,
  counts_as, content, changed_at, receipt_id, version
)
select
  s.person_id, @year, @term, coalesce(s.school_code, @organisation), s.class_kind, s.grade, s.class_name, s.seat, s.state, s.non_school_kind,
  coalesce(s.holds_place, false), s.sick_from, s.sick_to, coalesce(s.reduction, 0), s.counts_as, s.content, @now, @receipt, 0
from {staging} as s
left join class_pupil as p
  on p.person_id = s.person_id and p.year = @year and p.term = @term and p.school_code = coalesce(s.school_code, @organisation)
where p.person_id is null or p.content <> s.content
on conflict (person_id, year, term, school_code) do update
set class_kind = excluded.class_kind, grade = excluded.grade, class_name = excluded.class_name, seat = excluded.seat, state = excluded.state,
  non_school_kind = excluded.non_school_kind, holds_place = excluded.holds_place, sick_from = excluded.sick_from, sick_to = excluded.sick_to,
  reduction = excluded.reduction, counts_as = excluded.counts_as, content = excluded.content, changed_at = excluded.changed_at,
  receipt_id = excluded.receipt_id, version = class_pupil.version + 1
