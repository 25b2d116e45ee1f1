-- Keeps which open units an accepted list does not name; a unit that it names is no longer proposed.
-- Guarantees: nothing is closed here, a person decides.
delete from school_closure_proposal
where code in (select unit_code from {staging} where not is_left_out);

insert into school_closure_proposal (code, receipt_id, at)
select h.code, @receipt, @now
from school h
where h.level = @level and h.closed_on is null
  and h.county_code in (select county_code from {staging} where not is_left_out)
  and h.kind in (select kind from {staging} where not is_left_out)
  and not exists (select 1 from {staging} s where s.unit_code = h.code)
  and not exists (select 1 from school_closure_proposal p where p.code = h.code)
