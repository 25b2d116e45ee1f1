-- Rows of the accepted receipt that came from a result file settle the findings of the rows they were bad in before, within the same
-- organisation and format only. Nothing is deleted: a settled finding says by which receipt.
update intake_finding
set cleared_by = @receipt
where cleared_by is null
  and receipt_id in (
    select earlier.id
    from receipt as earlier
    join receipt as this on this.id = @receipt
    where earlier.organisation_code = this.organisation_code
      and earlier.format = this.format
      and earlier.id in (select origin_receipt from {staging} where origin_receipt is not null)
  )
  and (receipt_id, line) in (select origin_receipt, origin_line from {staging} where origin_receipt is not null)
