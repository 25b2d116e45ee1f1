-- Adds what is new, ends what the list says has ended and, where it names everybody and is not held back (@whole: no bad row that may be about anybody), whom it has no more; then
-- notes the list. The same list again changes nothing; one that is older than what is known lets nobody go.
insert into agency_record (person_id, seq, feed, kind, valid_from, valid_until, place, school_code, document_no, received_at, receipt_id, end_received_at, end_receipt_id)
select n.person_id,
  coalesce((select max(r.seq) from agency_record as r where r.person_id = n.person_id), 0) + row_number() over (partition by n.person_id order by n.line),
  n.feed, n.kind, n.valid_from, case when n.valid_through is null then null else date(n.valid_through, '+1 day') end, n.place, n.school_code, n.document_no, @now, @receipt,
  case when n.valid_through is null then null else @now end, case when n.valid_through is null then null else @receipt end
from (
  select min(s.line) as line, s.person_id, s.feed, s.kind, s.valid_from, min(s.valid_through) as valid_through, s.place, s.school_code, min(s.document_no) as document_no
  from {staging} as s
  where s.person_id is not null and not s.is_known and not s.is_held
  group by s.person_id, s.feed, s.kind, s.valid_from, s.place, s.school_code
) as n;

update agency_record set
  valid_until = (
    select date(min(s.valid_through), '+1 day') from {staging} as s
    where s.person_id = agency_record.person_id and s.feed = agency_record.feed and s.kind = agency_record.kind and s.valid_from = agency_record.valid_from
      and coalesce(s.place, '') = coalesce(agency_record.place, '') and coalesce(s.school_code, '') = coalesce(agency_record.school_code, '') and s.valid_through is not null
  ),
  end_received_at = @now, end_receipt_id = @receipt
where agency_record.feed = @feed and agency_record.valid_until is null
  and exists (
    select 1 from {staging} as s
    where s.person_id = agency_record.person_id and s.feed = agency_record.feed and s.kind = agency_record.kind and s.valid_from = agency_record.valid_from
      and coalesce(s.place, '') = coalesce(agency_record.place, '') and coalesce(s.school_code, '') = coalesce(agency_record.school_code, '') and s.valid_through is not null
  );

insert into agency_list (receipt_id, feed, through, received_at, rows, unknown, held, ended)
select @receipt, @feed, @through, @now, count(distinct s.number), coalesce(sum(case when s.person_id is null then 1 else 0 end), 0),
  coalesce(sum(case when s.is_held and not s.is_known then 1 else 0 end), 0),
  case
    when @whole and coalesce(sum(case when s.is_held then 1 else 0 end), 0) = 0
      and not exists (select 1 from agency_list as l where l.feed = @feed and l.through > @through)
    then (
      select count(*) from agency_record as r
      where r.feed = @feed and r.valid_until is null and r.valid_from <= @through
        and not exists (select 1 from {staging} as a where a.person_id = r.person_id and a.valid_from = r.valid_from and coalesce(a.place, '') = coalesce(r.place, ''))
    )
    else 0
  end
from {staging} as s
where not exists (select 1 from agency_list where receipt_id = @receipt)
having not exists (select 1 from agency_list where receipt_id = @receipt);

update agency_record set valid_until = @through, end_received_at = @now, end_receipt_id = @receipt
where @whole and feed = @feed and valid_until is null and valid_from < @through
  and (select l.ended from agency_list as l where l.receipt_id = @receipt) > 0
  and not exists (select 1 from {staging} as a where a.person_id = agency_record.person_id and a.valid_from = agency_record.valid_from and coalesce(a.place, '') = coalesce(agency_record.place, ''))
