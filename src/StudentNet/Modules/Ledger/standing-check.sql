-- Holds the periods of the set in a span of days [@begin, @finish) against the decision made anew: what is wrong, of how many children, the first of them.
-- A span is covered where its first day is, and the day after each period that ends in it.
with want as (
  select d.person_id, case when d.valid_from < @begin then @begin else d.valid_from end as begins,
    case when d.valid_until > @finish then @finish else d.valid_until end as ends, d.rule, d.organisation_code
  from standing_decided d
  where d.valid_from < @finish and d.valid_until > @begin
),
have as (
  select s.person_id, s.seq, case when s.valid_from < @begin then @begin else s.valid_from end as begins,
    case when s.valid_until > @finish then @finish else s.valid_until end as ends, s.rule, s.organisation_code
  from standing s
  join person_set p on p.person_id = s.person_id
  where s.superseded_at is null and s.valid_from < @finish and s.valid_until > @begin
),
gap as (
  select w.person_id
  from want w
  where not exists (select 1 from have h where h.person_id = w.person_id and h.begins <= w.begins and h.ends > w.begins)
  union
  select w.person_id
  from want w
  join have e on e.person_id = w.person_id and e.ends > w.begins and e.ends < w.ends
  where not exists (select 1 from have h where h.person_id = w.person_id and h.begins <= e.ends and h.ends > e.ends)
),
beyond as (
  select h.person_id
  from have h
  where not exists (select 1 from want w where w.person_id = h.person_id and w.begins <= h.begins and w.ends > h.begins)
  union
  select h.person_id
  from have h
  join want e on e.person_id = h.person_id and e.ends > h.begins and e.ends < h.ends
  where not exists (select 1 from want w where w.person_id = h.person_id and w.begins <= e.ends and w.ends > e.ends)
),
fault as (
  select 'missing' as kind, g.person_id from gap g where not exists (select 1 from have h where h.person_id = g.person_id)
  union
  select 'gap', g.person_id from gap g where exists (select 1 from have h where h.person_id = g.person_id)
  union
  select 'overlap', h.person_id
  from have h
  join have o on o.person_id = h.person_id and o.seq > h.seq and o.begins < h.ends and o.ends > h.begins
  union
  select 'beyond', b.person_id from beyond b
  union
  select 'otherwise', w.person_id
  from want w
  join have h on h.person_id = w.person_id and h.begins < w.ends and h.ends > w.begins
  where h.rule <> w.rule or h.organisation_code <> w.organisation_code
)
select kind, count(*), min(person_id) from fault group by kind order by kind
