-- After the findings: counts again how many bad rows of the earlier receipts are still open, those without a finding of their own
-- (intake_unlisted) included, and lets this receipt settle those that have
-- none left. An attempt that was never accepted is settled as a whole by the accepted file of the same format, organisation and settings
-- that has the same name or brings its rows. The attempts themselves stay. The version says to whoever asks that there is something new.
update receipt
set version = version + 1,
    open_rows = bad_rows - (
      select count(distinct f.line) from intake_finding as f
      where f.receipt_id = receipt.id and f.severity = 'Error' and f.line > 0 and f.cleared_by is not null
    ),
    cleared_by = case
      when bad_rows = (
        select count(distinct f.line) from intake_finding as f
        where f.receipt_id = receipt.id and f.severity = 'Error' and f.line > 0 and f.cleared_by is not null
      ) and not exists (
        select 1 from intake_finding as f
        where f.receipt_id = receipt.id and f.severity = 'Error' and f.cleared_by is null
      ) then @receipt
      else cleared_by
    end
where id in (select origin_receipt from {staging} where origin_receipt is not null)
  and exists (
    select 1 from receipt as this
    where this.id = @receipt and this.organisation_code = receipt.organisation_code and this.format = receipt.format
  );

update receipt
set open_rows = 0, cleared_by = @receipt, version = version + 1
where cleared_by is null
  and id < @receipt
  and status in ('NeedsAttention', 'Ready', 'Failed')
  and exists (
    select 1 from receipt as this
    where this.id = @receipt
      and this.organisation_code = receipt.organisation_code
      and this.format = receipt.format
      and this.settings = receipt.settings
      and this.file_name = receipt.file_name
      and this.bad_rows = 0
  )
