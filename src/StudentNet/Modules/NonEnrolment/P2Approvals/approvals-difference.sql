-- Says of each row what accepting it would do.
update {staging} set
  difference = case
    when exists (
      select 1 from approval as a
      where a.person_id = {staging}.person_id and a.county_code = @organisation and a.kind = {staging}.kind and a.document_no = {staging}.document_no and a.voided_at is null
        and a.valid_from = {staging}.valid_from and a.valid_through = {staging}.valid_through and a.approver = {staging}.approver
    ) then 'Unchanged'
    when exists (
      select 1 from approval as a
      where a.person_id = {staging}.person_id and a.county_code = @organisation and a.kind = {staging}.kind and a.document_no = {staging}.document_no and a.voided_at is null
    ) then 'Changed'
    else 'New'
  end
