-- Per school, the pupils on its roll before an instant, told from the history alone. Foreign pupils are Q3's: see checkpoint-foreign-pupils.
-- The term is the last character of the checkpoint's name: Q1.1, Q1.2.
select r.school_code as organisation_code, n.name,
  sum(case n.name
    when 'on_roll' then 1
    when 'counted' then case when r.counts_as in ('EnrolledNational', 'NonSchoolWithPlace', 'LongSick') then 1 else 0 end
    when 'non_school' then case when r.counts_as in ('NonSchoolNational', 'NonSchoolWithPlace') then 1 else 0 end
    when 'dropped_out' then case when r.counts_as = 'DroppedOut' then 1 else 0 end
    when 'abroad' then case when r.counts_as = 'Abroad' then 1 else 0 end
    when 'long_sick' then case when r.counts_as = 'LongSick' then 1 else 0 end
  end) as value
from (
  select e.school_code, e.counts_as
  from class_pupil_event as e
  join (
    select person_id, school_code, max(seq) as seq
    from class_pupil_event
    where year = @year and term = cast(substr(@checkpoint, 4, 1) as integer) and at < @before
    group by person_id, school_code
  ) as last on last.person_id = e.person_id and last.school_code = e.school_code and last.seq = e.seq
  join organisation as o on o.code = e.school_code and o.school_level = @level
  where e.year = @year and e.term = cast(substr(@checkpoint, 4, 1) as integer) and e.what <> 'left'
) as r
cross join (
  select 'on_roll' as name union all select 'counted' union all select 'non_school' union all select 'dropped_out' union all select 'abroad'
  union all select 'long_sick'
) as n
group by r.school_code, n.name
