-- Every set of shown children with its persons, set by set and in the order in which they were hashed.
select s.id, s.hash, p.person_id
from audit_set s
left join audit_shown p on p.set_id = s.id
order by s.id, p.person_id
