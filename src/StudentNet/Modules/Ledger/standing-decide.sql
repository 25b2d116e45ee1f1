-- Lets the first rule hold on every day of every child of the set (design §7): each child in exactly one standing, from its first day in the ledger to its
-- last. Guarantees: the periods of a child do not overlap and cover exactly the days of standing_home that no fact of rule 0 or 1 takes out; two that
-- follow each other differ. Of two facts of one rule the later one holds. Where no rule holds the child is unexplained (900) and the county answers;
-- where nobody knows the county, the ministry.
insert into standing_decided (person_id, valid_from, valid_until, rule, organisation_code, county_code, township_code, cohort, detail, received_at)
with cut as (
  select person_id, from_day as home_from, from_day as day from standing_home
  union
  select h.person_id, h.from_day, f.from_day
  from standing_home h
  join standing_fact f on f.person_id = h.person_id and f.from_day > h.from_day and f.from_day < h.until_day
  union
  select h.person_id, h.from_day, f.until_day
  from standing_home h
  join standing_fact f on f.person_id = h.person_id and f.until_day > h.from_day and f.until_day < h.until_day
),
piece as (
  select h.person_id, c.day as from_day,
    coalesce(lead(c.day) over (partition by h.person_id, h.from_day order by c.day), h.until_day) as until_day,
    h.county_code, h.township_code, h.cohort, h.received_at
  from standing_home h
  join cut c on c.person_id = h.person_id and c.home_from = h.from_day
),
found as (
  select p.person_id, p.from_day, p.until_day, p.county_code, p.township_code, p.cohort,
    coalesce(f.rule, 900) as rule,
    coalesce(f.organisation_code, p.county_code, @ministry) as organisation_code,
    f.detail,
    coalesce(f.received_at, p.received_at) as received_at,
    row_number() over (
      partition by p.person_id, p.from_day
      order by coalesce(f.rule, 900), f.from_day desc, f.received_at desc, coalesce(f.organisation_code, ''), coalesce(f.detail, '')) as place
  from piece p
  left join standing_fact f on f.person_id = p.person_id and f.from_day <= p.from_day and f.until_day >= p.until_day and f.from_day < f.until_day
),
told as (
  select person_id, from_day, until_day, county_code, township_code, cohort, rule, organisation_code, detail, received_at,
    case when lag(until_day) over w = from_day
      and lag(rule) over w = rule
      and lag(organisation_code) over w = organisation_code
      and coalesce(lag(detail) over w, '') = coalesce(detail, '')
      and coalesce(lag(county_code) over w, '') = coalesce(county_code, '')
      and coalesce(lag(township_code) over w, '') = coalesce(township_code, '')
    then 0 else 1 end as is_first
  from found
  where place = 1 and rule > 1
  window w as (partition by person_id order by from_day)
),
period as (
  select told.*, sum(is_first) over (partition by person_id order by from_day rows unbounded preceding) as no
  from told
)
select person_id, min(from_day), max(until_day), min(rule), min(organisation_code), min(county_code), min(township_code), min(cohort), min(detail), min(received_at)
from period
group by person_id, no
