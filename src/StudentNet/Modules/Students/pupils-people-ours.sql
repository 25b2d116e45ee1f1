-- Which records the file may correct: a record is corrected by the school where the child is now, and by no other. Now: the rolls of its latest
-- term, and a list of foreign pupils that it has not left. A child of two schools is corrected by neither until that is settled; one of none by
-- whoever names it.
update {staging} as s
set person_doubt = case
    when exists (
      select 1
      from class_pupil as p
      where p.person_id = s.person_id and p.school_code <> @organisation
        and not exists (select 1 from class_pupil as q where q.person_id = p.person_id and (q.year > p.year or (q.year = p.year and q.term > p.term)))
    )
    or exists (select 1 from foreign_pupil as f where f.person_id = s.person_id and f.school_code <> @organisation and f.left_on is null)
    then 'not-ours' else 'correct' end
where s.person_doubt in ('correct', 'not-ours')
