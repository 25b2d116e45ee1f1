-- What the comparison reads, as it stands now: rows, and when the newest of them came in.
insert into comparison_input (comparison_id, source, rows, received_at)
select @comparison, '戶政名冊', count(*), max(h.received_at)
from residence_now h
join person_now p on p.person_id = h.person_id
where p.cohort = @cohort
union all
select @comparison, 'N3 報到名冊', count(*), max(changed_at)
from entry_now where year = @year and level = @level and registered_school is not null
union all
select @comparison, 'N5 入學名冊', count(*), max(changed_at)
from entry_now where year = @year and level = @level and admitted_school is not null
union all
select @comparison, '列管中個案', count(*), max(opened_at)
from tracked_case where level = @level and released_at is null
union all
select @comparison, 'Q1 各班學生名單', count(*), max(changed_at)
from pupil_now where year = @roll_year and term <= @roll_term
union all
select @comparison, 'Q4 鑑輔生名單', count(*), (select max(received_at) from placement_list_now)
from placement_now
union all
select @comparison, 'Q5 外僑學校名單', count(*), max(changed_at)
from foreign_school_pupil_now where enrolled_on <= @as_of and (left_on is null or left_on >= @as_of)
union all
select @comparison, 'P2 核定紀錄', count(*), max(entered_at)
from approval_span where voided_at is null and valid_from <= @as_of and valid_through >= @as_of
union all
select @comparison, '移民署 入出境', count(*), max(received_at)
from border_step where crossed_on <= @as_of
union all
select @comparison, '矯正學校名單', count(*), max(received_at)
from agency_span where feed = 'correctional' and valid_from <= @as_of and (valid_until is null or valid_until > @as_of)
