-- Entries whose set is gone, or whose set bears another hash. Before @forgotten sets may be gone: they were taken away, and the audit says so.
select e.chain, e.lane, min(e.seq)
from audit_entry e
left join audit_set s on s.id = e.shown_set
where e.shown_set is not null and (s.hash <> e.shown_hash or (s.hash is null and e.at >= @forgotten))
group by e.chain, e.lane
