-- The first day of the ledger: 8/1 of the school year in which the registry's first report came in. Found once and kept.
insert into ledger_opening (id, first_day)
select 1,
  case
    when o.day >= date(substr(cast(o.day as varchar(10)), 1, 4) || '-08-01') then date(substr(cast(o.day as varchar(10)), 1, 4) || '-08-01')
    else date(date(substr(cast(o.day as varchar(10)), 1, 4) || '-08-01'), '-1 year')
  end
from (select date(min(h.received_at), '+8 hours') as day from residence_span h) o
where o.day is not null and not exists (select 1 from ledger_opening)
