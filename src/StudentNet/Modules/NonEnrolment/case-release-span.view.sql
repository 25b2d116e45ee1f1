-- Version 1. The days for which a county's decision on 申請解除列管 explains a child (P2): from the day of the decision to the day after its last, or to the day on which
-- the same case was opened again, whichever comes first. contradicted_by: border-in where a return over the border ends it; null: nothing does by itself.
select t.person_id, t.case_no, t.granted_at, t.contradicted_by, t.valid_from, min(t.valid_until) as valid_until
from (
  select r.person_id, r.case_seq, r.seq, c.case_no, r.contradicted_by, r.answered_at as granted_at, date(r.answered_at, '+8 hours') as valid_from,
    coalesce(date(r.valid_through, '+1 day'), date('9999-01-01')) as valid_until
  from case_request r
  join tracked_case c on c.person_id = r.person_id and c.case_seq = r.case_seq
  where r.kind = 'Release' and r.is_accepted = true
  union all
  select r.person_id, r.case_seq, r.seq, c.case_no, r.contradicted_by, r.answered_at, date(r.answered_at, '+8 hours'), date(v.at, '+8 hours')
  from case_request r
  join tracked_case c on c.person_id = r.person_id and c.case_seq = r.case_seq
  join case_event v on v.person_id = r.person_id and v.case_seq = r.case_seq and v.kind = 'Reopened' and v.at > r.answered_at
  where r.kind = 'Release' and r.is_accepted = true
) t
group by t.person_id, t.case_seq, t.seq, t.case_no, t.granted_at, t.contradicted_by, t.valid_from
