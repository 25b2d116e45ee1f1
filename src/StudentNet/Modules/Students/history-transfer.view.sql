-- Version 1. Steps of the transfers of each child, for S (HistoryRow): what = Release, Refer, Receive or Cancel; organisation_code: the school that did it; code: the school it names;
-- detail: number of the certificate; before: why; part: number of the transfer.
select
  e.person_id, e.transfer_seq * 100 + e.seq as seq, e.step as what, e.done_on as valid_from, cast(null as date) as valid_until,
  e.at as received_at, cast(null as timestamptz) as end_received_at, cast(null as timestamptz) as superseded_at,
  e.school_code as organisation_code, cast(null as integer) as year, e.transfer_seq as part, cast(null as integer) as grade,
  e.other_school as code, t.certificate_no as detail, e.reason as before
from school_transfer_event e
join school_transfer t on t.person_id = e.person_id and t.transfer_seq = e.transfer_seq
