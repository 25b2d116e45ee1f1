-- Marks the records that the file no longer holds. They stay, with the instant from which they no longer count.
update student_record as r
set withdrawn_at = @now
where r.year = @year and r.term = cast(@term as integer) and r.withdrawn_at is null
  and r.school_code in (select school from {staging})
  and not @supplements
  and not exists (select 1 from {staging} as s where s.person_id = r.person_id and s.school = r.school_code)
  and not exists (select 1 from {rejected} as x where x.stays = r.person_id)
  and not exists (select 1 from {rejected} as x where x.stays = 0)
