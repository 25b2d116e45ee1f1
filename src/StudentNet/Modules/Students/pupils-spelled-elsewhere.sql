-- Children whom the file writes otherwise than their records say, and who are now at another school than the sender's: that school is to look.
-- Guarantees: each child once for each of its schools (the rolls of its latest term, a list of foreign pupils that it has not left).
select distinct s.person_id, p.school_code
from {staging} as s
join class_pupil as p on p.person_id = s.person_id
where s.person_doubt = 'not-ours' and p.school_code <> @organisation
  and not exists (select 1 from class_pupil as q where q.person_id = p.person_id and (q.year > p.year or (q.year = p.year and q.term > p.term)))
union
select distinct s.person_id, f.school_code
from {staging} as s
join foreign_pupil as f on f.person_id = s.person_id and f.left_on is null
where s.person_doubt = 'not-ours' and f.school_code <> @organisation
