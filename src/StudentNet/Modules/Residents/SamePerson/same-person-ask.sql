-- Asks about every two records of one name and one birth date where something hangs on it: one of them is looked for or explained by nothing (@missing, rules of
-- the ledger), or no list of the registry has ever named it. Two whom the registry knows and who are both explained are two children. Who was answered about is
-- never asked about again; a question on which nothing hangs any more is withdrawn, and asked again when something does.
update same_person_question set withdrawn_at = @now where answer is null and withdrawn_at is null;

insert into same_person_question (first, second, found_at, county_code, other_county_code)
with at_stake as (
  select s.person_id from standing_now s where s.valid_from <= @day and s.valid_until > @day and @missing like '%,' || cast(s.rule as varchar(9)) || ',%'
  union
  select p.person_id from person p where p.merged_into is null and not exists (select 1 from residence r where r.person_id = p.person_id)
)
select distinct
  case when p.person_id < o.person_id then p.person_id else o.person_id end,
  case when p.person_id < o.person_id then o.person_id else p.person_id end,
  @now, cast(null as varchar(8)), cast(null as varchar(8))
from at_stake a
join person p on p.person_id = a.person_id and p.merged_into is null
join person o on o.normalised_name = p.normalised_name and o.birth_date = p.birth_date and o.person_id <> p.person_id and o.merged_into is null
where true
on conflict (first, second) do update set withdrawn_at = null where same_person_question.answer is null;

update same_person_question set
  county_code = coalesce(
    (select r.county_code from residence as r where r.person_id = same_person_question.first order by r.seq desc limit 1),
    (select max(g.county_code) from pupil_now as q join organisation as g on g.code = q.school_code where q.person_id = same_person_question.first),
    (select max(e.county_code) from entry_now as e where e.person_id = same_person_question.first)),
  other_county_code = coalesce(
    (select r.county_code from residence as r where r.person_id = same_person_question.second order by r.seq desc limit 1),
    (select max(g.county_code) from pupil_now as q join organisation as g on g.code = q.school_code where q.person_id = same_person_question.second),
    (select max(e.county_code) from entry_now as e where e.person_id = same_person_question.second))
where answer is null and withdrawn_at is null
