-- What accepting would change, by kind of approval.
select s.difference as kind, s.kind_title as part, count(*) as number
from {staging} as s
group by s.difference, s.kind_title
