-- The school unit of each row: the one of that code, else the only unit of that ministry code and of the grade's level.
update {staging} as s
set found_school = coalesce(
  (select k.code from school_now as k where k.code = upper(s.school_code)),
  (
    select min(k.code)
    from school_now as k
    where k.ministry_code = upper(s.school_code) and k.level = case when s.grade <= 6 then 1 else 7 end
    having count(*) = 1
  )
)
