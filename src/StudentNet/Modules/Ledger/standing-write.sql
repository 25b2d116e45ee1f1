-- Brings the ledger of the set to what was decided. Guarantees: a period that says the same stays as it was recorded; any other that is current is
-- superseded, never overwritten, and what is new is recorded beside it; the kept counts of the latest counted day follow.
insert into standing_tally (county_code, cohort, rule, people)
select s.county_code, s.cohort, s.rule, -1
from standing s
join person_set p on p.person_id = s.person_id
where s.superseded_at is null and s.valid_from <= @counted and s.valid_until > @counted;

update standing
set superseded_at = @now
where superseded_at is null
  and person_id in (select person_id from person_set)
  and not exists (
    select 1
    from standing_decided d
    where d.person_id = standing.person_id and d.valid_from = standing.valid_from and d.valid_until = standing.valid_until and d.rule = standing.rule
      and d.organisation_code = standing.organisation_code and d.cohort = standing.cohort
      and coalesce(d.county_code, '') = coalesce(standing.county_code, '') and coalesce(d.township_code, '') = coalesce(standing.township_code, '')
      and coalesce(d.detail, '') = coalesce(standing.detail, '')
  );

-- What is current now stands in the decision, so that it is told apart from what is new by its first day.
insert into standing (
  person_id, seq, valid_from, valid_until, rule, organisation_code, county_code, township_code, cohort, detail, received_at, recorded_at, superseded_at)
select
  d.person_id,
  coalesce((select max(l.seq) from standing l where l.person_id = d.person_id), 0) + row_number() over (partition by d.person_id order by d.valid_from),
  d.valid_from, d.valid_until, d.rule, d.organisation_code, d.county_code, d.township_code, d.cohort, d.detail, d.received_at, @now, null
from standing_decided d
where not exists (select 1 from standing c where c.person_id = d.person_id and c.superseded_at is null and c.valid_from = d.valid_from)
order by d.person_id, d.valid_from;

insert into standing_tally (county_code, cohort, rule, people)
select s.county_code, s.cohort, s.rule, 1
from standing s
join person_set p on p.person_id = s.person_id
where s.superseded_at is null and s.valid_from <= @counted and s.valid_until > @counted;

insert into standing_count (day, county_code, cohort, rule, people)
select @counted, coalesce(county_code, ''), cohort, rule, sum(people)
from standing_tally
where @counted > date('1900-01-01')
group by coalesce(county_code, ''), cohort, rule
having sum(people) <> 0
on conflict (day, county_code, cohort, rule) do update set people = standing_count.people + excluded.people
