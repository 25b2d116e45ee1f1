-- Version 1. What happened to each case of each child (P2) that says who answers from then on, in the order of seq within a case. kind: Opened, Reopened and
-- DesignationTakenBack (the county), Designated (the school of school_code), Released (nobody). county_code: of the case as it is now.
select v.person_id, v.case_seq, v.seq, v.kind, v.school_code, v.at, c.case_no, c.level, c.county_code
from case_event v
join tracked_case c on c.person_id = v.person_id and c.case_seq = v.case_seq
where v.kind in ('Opened', 'Reopened', 'Designated', 'DesignationTakenBack', 'Released')
