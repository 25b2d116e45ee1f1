-- How many children of compulsory age the registry has on a day, asked of the registry and the rolls of grade 9 directly and not of the ledger's facts:
-- resident by that day, no end of residence in force on it, not finished with grade 9 before it.
select count(*)
from person_now p
where p.cohort between @youngest_finished + 1 and @youngest
  and exists (
    select 1 from residence_span h
    where h.person_id = p.person_id
      and (h.registered_on <= @day or date(h.received_at, '+8 hours') <= @day or (h.registered_on is null
        and not exists (select 1 from residence_span b where b.person_id = h.person_id and b.received_at < h.received_at)))
  )
  and not exists (
    select 1 from resident_end e
    where e.person_id = p.person_id and e.ended is not null
      and coalesce(e.ended_on, date(e.at, '+8 hours'), date('1900-01-01')) <= @day
      and (case
        when exists (select 1 from resident_end l where l.person_id = e.person_id and (l.at > e.at or (l.at = e.at and l.seq > e.seq)))
        then (select min(date(l.at, '+8 hours')) from resident_end l where l.person_id = e.person_id and (l.at > e.at or (l.at = e.at and l.seq > e.seq))) > @day
        else p.ended is not null
      end)
  )
  and not exists (
    select 1 from pupil_step q
    where q.person_id = p.person_id and q.grade = 9 and q.term = 2 and q.what <> 'left' and q.counts_as <> @dropped_out and q.year < @school_year
      and not exists (
        select 1 from pupil_step l
        where l.person_id = q.person_id and l.school_code = q.school_code and l.year = q.year and l.term = q.term
          and (l.at > q.at or (l.at = q.at and l.seq > q.seq)))
  )
