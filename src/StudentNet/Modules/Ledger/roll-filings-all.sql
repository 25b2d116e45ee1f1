-- Which grades of which schools were filed for a term, and when first: from everything that ever happened on the rolls.
delete from roll_filing;

insert into roll_filing (school_code, year, term, grade, filed_on)
select v.school_code, v.year, v.term, v.grade, min(date(v.at, '+8 hours'))
from pupil_step v
group by v.school_code, v.year, v.term, v.grade
