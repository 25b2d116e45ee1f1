-- Finds the child of each row by its whole number and its name; what does not fit both stays unknown, and the two cases cannot be told apart.
-- Guarantees: a number of a merged record leads to the record that survived; a row's working columns depend on nothing but the row and the
-- stored data, so that running it again before acceptance brings it up to date.
update {staging} set
  person_id = (
    select p.person_id
    from number_known i
    join person_now p on p.person_id = i.person_id
    where i.number = {staging}.number and p.normalised_name = {staging}.normalised_name
  );
update {staging} set
  cohort = (select p.cohort from person_now p where p.person_id = {staging}.person_id),
  allocated = (
    select s.code || ' ' || s.name
    from entry e
    join organisation s on s.code = e.allocated_school
    where e.person_id = {staging}.person_id and e.year = @year and e.level = @level
      and e.published_at is not null and e.allocated_school <> @organisation
      and not exists (
        select 1 from entry_choice c
        where c.person_id = e.person_id and c.year = @year and c.level = @level and c.school_code = @organisation
      )
  ),
  registered = (
    select min(s.code || ' ' || s.name)
    from entry_mark m
    join organisation s on s.code = m.school_code
    where m.person_id = {staging}.person_id and m.year = @year and m.level = @level
      and m.stage = 'Registration' and m.state = 'Here' and m.school_code <> @organisation
  ),
  is_here = exists (
    select 1 from entry_mark m
    where m.person_id = {staging}.person_id and m.year = @year and m.level = @level
      and m.stage = 'Registration' and m.state = 'Here' and m.school_code = @organisation
  ),
  entering = @cohort
