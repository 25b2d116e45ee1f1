-- The rows that accepting would enter or correct, with what is entered now and what would be.
select s.difference as kind, s.line, s.name as subject, s.number,
  (select min(cast(a.valid_from as text) || ' 至 ' || cast(a.valid_through as text)) from approval as a
   where a.person_id = s.person_id and a.county_code = @organisation and a.kind = s.kind and a.document_no = s.document_no and a.voided_at is null) as before,
  cast(s.valid_from as text) || ' 至 ' || cast(s.valid_through as text) as after,
  s.document_no as note
from {staging} as s
where (@kind is null and s.difference <> 'Unchanged') or s.difference = @kind
order by s.line
limit @limit offset @offset
