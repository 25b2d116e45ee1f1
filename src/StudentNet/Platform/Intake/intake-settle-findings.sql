-- Rows of the accepted receipt that came from a result file settle the findings of the rows they were bad in before, within the same
-- organisation and format only. Nothing is deleted: a settled finding says by which receipt.
update intake_finding
set cleared_by = @receipt
where cleared_by is null
  and exists (
    select 1
    from {staging} as s
    join receipt as earlier on earlier.id = s.origin_receipt
    join receipt as this on this.id = @receipt
    where s.origin_receipt = intake_finding.receipt_id
      and s.origin_line = intake_finding.line
      and earlier.organisation_code = this.organisation_code
      and earlier.format = this.format
  )
