-- Enters what is new, and voids what a row of the same document replaces; nothing else is touched, and the same file again changes nothing.
update approval
set voided_at = @now, voided_by = nullif(@account, 0), void_reason = @replaced, version = version + 1
where voided_at is null and county_code = @organisation
  and exists (
    select 1 from {staging} as s
    where s.person_id = approval.person_id and s.kind = approval.kind and s.document_no = approval.document_no and s.difference = 'Changed'
  );

insert into approval (
  person_id, seq, kind, approver, document_no, valid_from, valid_through, county_code, entered_at, account_id, receipt_id, voided_at, voided_by, void_reason, version)
select s.person_id,
  coalesce((select max(a.seq) from approval as a where a.person_id = s.person_id), 0) + row_number() over (partition by s.person_id order by s.line),
  s.kind, s.approver, s.document_no, s.valid_from, s.valid_through, @organisation, @now, nullif(@account, 0), @receipt, null, null, null, 0
from {staging} as s
where s.difference <> 'Unchanged' and s.person_id is not null
