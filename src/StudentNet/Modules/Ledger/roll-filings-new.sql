-- Which grades of which schools the children of the set show to be filed for a term for the first time. Whether a school has filed decides about children who
-- are not on its new roll: those of the roll before, of every grade because one may be empty now, and those it admitted, join the set.
insert into roll_filed_first (school_code, year, term, grade, filed_on)
select v.school_code, v.year, v.term, v.grade, min(date(v.at, '+8 hours'))
from person_set s
join pupil_step v on v.person_id = s.person_id
where not exists (select 1 from roll_filing f where f.school_code = v.school_code and f.year = v.year and f.term = v.term and f.grade = v.grade)
group by v.school_code, v.year, v.term, v.grade;

insert into roll_filing (school_code, year, term, grade, filed_on)
select school_code, year, term, grade, filed_on from roll_filed_first;

insert into person_set (person_id)
select q.person_id
from roll_filed_first n
join pupil_now q on q.school_code = n.school_code
  and q.year = case n.term when 1 then n.year - 1 else n.year end
  and q.term = 3 - n.term
where not exists (select 1 from person_set s where s.person_id = q.person_id)
union
select e.person_id
from roll_filed_first n
join entry_now e on e.admitted_school = n.school_code and e.year = n.year and e.level = n.grade
where not exists (select 1 from person_set s where s.person_id = e.person_id)
