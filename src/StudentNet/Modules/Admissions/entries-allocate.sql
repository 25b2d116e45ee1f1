-- Brings the entries to what was decided for them.
-- Guarantees: an entry that somebody changed since the start of the run stays as that person left it, and so do its choices and its history.
-- A child whose place changes is no longer published: its school sees it again when the county publishes.
-- What somebody has changed since leaves the list, so that the statements below follow only what is applied. Once more behind the update: on
-- PostgreSQL somebody may come between the two statements; from then on the rows are locked.
delete from allocation_change
where run_id = @run
  and not exists (
    select 1
    from entry e
    where e.person_id = allocation_change.person_id and e.year = @year and e.level = @level and e.version = allocation_change.entry_version
  );

update entry
set state = c.state,
  county_code = c.county_code,
  allocated_school = c.school_code,
  basis = c.basis,
  plan_id = c.plan_id,
  rule_no = c.rule_no,
  cause = c.cause,
  residence_seq = c.residence_seq,
  published_at = case when c.what = 'rebased' then published_at end,
  changed_at = @now,
  version = version + 1
from allocation_change c
where c.run_id = @run
  and c.person_id = entry.person_id
  and entry.year = @year
  and entry.level = @level
  and entry.version = c.entry_version;

delete from allocation_change
where run_id = @run
  and not exists (
    select 1
    from entry e
    where e.person_id = allocation_change.person_id and e.year = @year and e.level = @level
      and e.version = allocation_change.entry_version + 1 and e.changed_at = @now
  );

delete from entry_choice
where year = @year and level = @level
  and person_id in (select person_id from allocation_change where run_id = @run);

insert into entry_choice (person_id, year, level, school_code, zone, rule_no, is_default)
select person_id, @year, @level, school_code, zone, rule_no, is_default
from (
  select
    c.person_id,
    o.school_code,
    o.zone,
    o.rule_no,
    o.school_code = coalesce(c.school_code, '') as is_default,
    row_number() over (partition by c.person_id, o.school_code order by o.zone_rank, o.rule_no) as place
  from allocation_change c
  join allocation_offer o on o.run_id = @run and o.village_code = c.village_code and o.neighbourhood = c.neighbourhood
  where c.run_id = @run and c.has_choices and o.accepts and not o.worded
) listed
where place = 1;

insert into entry_event (person_id, year, level, seq, state, school_code, what, reason, detail, at, account_id, organisation_code, run_id)
select
  c.person_id,
  @year,
  @level,
  coalesce((select max(v.seq) from entry_event v where v.person_id = c.person_id and v.year = @year and v.level = @level), 0) + 1,
  c.state,
  c.school_code,
  c.what,
  c.decided_by,
  case when c.rule_no is not null then 'plan ' || cast(c.plan_id as text) || ' rule ' || cast(c.rule_no as text) end,
  @now,
  nullif(@account, 0),
  @county,
  @run
from allocation_change c
where c.run_id = @run
