-- Entries whose set is gone, or whose set bears another hash.
select e.chain, e.lane, min(e.seq)
from audit_entry e
left join audit_set s on s.id = e.shown_set
where (e.shown_set is not null and (s.hash is null or s.hash <> e.shown_hash))
group by e.chain, e.lane
