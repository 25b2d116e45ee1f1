-- The schools on whose lists a child may stand: those that said something about it, and that of its allocation.
select m.year, m.school_code
from entry_mark m
where m.person_id = @person
union
select e.year, e.allocated_school
from entry e
where e.person_id = @person and e.allocated_school is not null
