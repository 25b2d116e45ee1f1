-- Rows of a document that is entered with other days or another approver.
select s.line, cast(s.valid_through as text) as value, min(cast(a.valid_from as text) || ' 至 ' || cast(a.valid_through as text)) as detail
from {staging} as s
join approval as a on a.person_id = s.person_id and a.county_code = @organisation and a.kind = s.kind and a.document_no = s.document_no and a.voided_at is null
where a.valid_from <> s.valid_from or a.valid_through <> s.valid_through or a.approver <> s.approver
group by s.line, s.valid_through
