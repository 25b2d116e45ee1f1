-- Version 1. Tracked cases of each child and what was done, for S (HistoryRow); detail: number of the case, year and part: school year and level.
-- what = case (from its opening to its release; organisation_code: the county; code: why released), a kind of CaseEventKind (organisation_code: the school
-- concerned; code: of a measure or request its kind; before: of a release its reason in words, also after the case was opened again), visit (valid_from: its day; code and before: kind and result).
select
  c.person_id, 0 as seq, 'case' as what, cast(null as date) as valid_from, cast(null as date) as valid_until,
  c.opened_at as received_at, c.released_at as end_received_at, cast(null as timestamptz) as superseded_at,
  c.county_code as organisation_code, c.year, c.level as part, cast(null as integer) as grade,
  c.release_reason as code, c.case_no as detail, null as before
from tracked_case c
union all
select
  e.person_id, e.seq, e.kind, cast(null as date), cast(null as date),
  e.at, cast(null as timestamptz), cast(null as timestamptz),
  coalesce(e.school_code, e.organisation_code), c.year, c.level, cast(null as integer),
  case when e.kind = 'Released' then c.release_reason else e.code end, c.case_no, case when e.kind = 'Released' then e.note end
from case_event e
join tracked_case c on c.person_id = e.person_id and c.case_seq = e.case_seq
where e.kind <> 'Visited'
union all
select
  v.person_id, v.seq, 'visit', v."on", cast(null as date),
  v.recorded_at, cast(null as timestamptz), cast(null as timestamptz),
  v.school_code, c.year, c.level, cast(null as integer),
  v.kind, c.case_no, v.result
from visit v
join tracked_case c on c.person_id = v.person_id and c.case_seq = v.case_seq
where v.voided_at is null
