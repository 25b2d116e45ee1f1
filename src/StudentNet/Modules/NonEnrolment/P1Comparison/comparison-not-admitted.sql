-- An entry that no school admitted and nothing accounts for becomes 未入學, with its event. Entries already there are left alone.
insert into entry_event (person_id, year, level, seq, state, school_code, what, reason, detail, at, run_id)
select e.person_id, e.year, e.level,
  coalesce((select max(v.seq) from entry_event v where v.person_id = e.person_id and v.year = e.year and v.level = e.level), 0) + 1,
  'NotAdmitted', coalesce(e.registered_school, e.allocated_school), 'not-admitted', e.reason, null, @now, @run
from entry e
join comparison_result r on r.person_id = e.person_id and r.comparison_id = @comparison and r.pass is null
where e.year = @year and e.level = @level and e.state <> 'NotAdmitted';

update entry
set state = 'NotAdmitted', changed_at = @now, version = version + 1
where year = @year and level = @level and state <> 'NotAdmitted'
  and person_id in (select person_id from comparison_result where comparison_id = @comparison and pass is null)
