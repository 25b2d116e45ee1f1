-- Takes away the sets that only entries before @before speak of. Shown again, the same children are kept anew.
create temporary table if not exists audit_forgotten (id bigint);
delete from audit_forgotten;
insert into audit_forgotten (id)
select s.id
from audit_set s
where exists (select 1 from audit_entry e where e.shown_set = s.id)
  and not exists (select 1 from audit_entry e where e.shown_set = s.id and e.at >= @before);
delete from audit_shown where set_id in (select id from audit_forgotten);
delete from audit_set where id in (select id from audit_forgotten)
