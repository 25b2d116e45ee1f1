-- Writes beside each pupil the school of the file's organisation that its code and grade mean; pupils without a code are the sending school's.
-- The ministry's six characters serve an attached unit too; the grade tells which. Running it again changes nothing.
update {staging} as s
set school = (
    select c.code
    from school_now as c
    where coalesce(s.school_code, @organisation) in (c.code, c.ministry_code)
      and @organisation in (c.code, c.county_code)
      and (c.level = s.level or c.kind = 'SpecialEducation')
    order by case when c.code = s.school_code then 0 else 1 end, c.code
    limit 1
  );

update {staging} as s
set county_code = c.county_code
from school_now as c
where c.code = s.school
