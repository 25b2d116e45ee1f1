-- Version 2. What happened to each case of each child (P2) that says who answers from then on, in the order of seq within a case. kind: Opened, Reopened,
-- DesignationTakenBack and HandedOver (the county), Designated (the school of school_code), Released (nobody). county_code: who answered as the county from then on.
select v.person_id, v.case_seq, v.seq, v.kind, v.school_code, v.at, c.case_no, c.level, coalesce(v.county_code, c.county_code) as county_code
from case_event v
join tracked_case c on c.person_id = v.person_id and c.case_seq = v.case_seq
where v.kind in ('Opened', 'Reopened', 'Designated', 'DesignationTakenBack', 'HandedOver', 'Released')
