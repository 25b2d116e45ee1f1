-- The foreign school of each row: the one it names, or the sender itself. Only foreign schools of the sender's reach are found: its own row for a
-- school, those that lie in it for a county.
update {staging} as s
set found_school = (
  select k.code
  from school_now as k
  where k.code = upper(coalesce(s.school_code, @organisation))
    and k.kind = 'Foreign'
    and (k.code = @organisation or k.county_code = @organisation)
)
