-- How each pupil stands to the record of the same term and school; a withdrawn record that comes back is new.
update {staging} as s
set difference = coalesce(
  (
    select case
      when r.withdrawn_at is not null then 'New'
      when r.content_hash = s.content_hash then 'Unchanged'
      else 'Changed'
    end
    from student_record as r
    where r.person_id = s.person_id and r.year = @year and r.term = cast(@term as integer) and r.school_code = s.school
  ),
  'New'
)
