-- Keeps how records stood that the file changes or withdraws, and the withdrawn ones that come back.
insert into student_record_version
  (person_id, year, term, school_code, seq, document, content_hash, receipt_id, received_at, replaced_by, replaced_at)
select k.person_id, k.year, k.term, k.school_code,
  1 + coalesce((
    select max(v.seq) from student_record_version as v
    where v.person_id = k.person_id and v.year = k.year and v.term = k.term and v.school_code = k.school_code
  ), 0),
  k.document, k.content_hash, k.receipt_id, k.received_at, @receipt, @now
from (
  select r.*
  from student_record as r
  join {staging} as s on s.person_id = r.person_id and s.school = r.school_code
  where r.year = @year and r.term = cast(@term as integer) and (r.content_hash <> s.content_hash or r.withdrawn_at is not null)
  union all
  select r.*
  from student_record as r
join organisation as o on o.code = r.school_code
where r.year = @year and r.term = cast(@term as integer) and r.withdrawn_at is null
  and r.school_code in (select school from {staging})
  and not @supplements
  and not exists (select 1 from {staging} as s where s.person_id = r.person_id and s.school = r.school_code)
  and not exists (select 1 from {rejected} as x where x.stays = r.person_id)
  and not exists (select 1 from {rejected} as x where x.stays = 0)
) as k
