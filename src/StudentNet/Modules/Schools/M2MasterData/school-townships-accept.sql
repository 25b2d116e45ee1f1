-- Writes the townships; a change of a known one goes into the school's history.
-- Guarantees: done again, it changes nothing.
insert into school_change (code, seq, "on", field, before, after)
select h.code, coalesce((select max(c.seq) from school_change c where c.code = h.code), 0) + 1, @today, 'township', h.township_code, s.township_code
from {staging} s
join school h on h.code = s.unit_code
where h.township_code <> s.township_code;

update school
set township_code = s.township_code, version = school.version + 1
from {staging} s
where s.unit_code = school.code and coalesce(school.township_code, '') <> s.township_code
