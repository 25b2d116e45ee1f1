-- Whoever stands on a roll of the file and was released elsewhere has been received there, whether the school said so or not.
insert into school_transfer_event (person_id, transfer_seq, seq, step, school_code, other_school, done_on, at, account_id, receipt_id, reason)
select t.person_id, t.transfer_seq,
  coalesce((select max(e.seq) from school_transfer_event as e where e.person_id = t.person_id and e.transfer_seq = t.transfer_seq), 0) + 1,
  'Receive', min(coalesce(s.school_code, @organisation)), null, @today, @now, nullif(@account, 0), @receipt, '列入各班名單'
from {staging} as s
join school_transfer as t on t.person_id = s.person_id and t.received_at is null and t.cancelled_at is null and t.from_school <> coalesce(s.school_code, @organisation)
group by t.person_id, t.transfer_seq;

update school_transfer set
  received_by = (select min(coalesce(s.school_code, @organisation)) from {staging} as s where s.person_id = school_transfer.person_id and coalesce(s.school_code, @organisation) <> school_transfer.from_school),
  received_on = @today, received_at = @now, version = version + 1
where received_at is null and cancelled_at is null
  and exists (select 1 from {staging} as s where s.person_id = school_transfer.person_id and coalesce(s.school_code, @organisation) <> school_transfer.from_school)
