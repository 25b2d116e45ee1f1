-- Everything that is known of the children of the set and can explain them, as spans of days [from, until); standing-decide.sql lets the first rule hold.
-- Numbers of rules are those of standing-rules.csv; 0 and 1 take a child out of the ledger. Nothing here asks what day it is: the same facts give the
-- same spans whenever they are read, and what ends by itself (an approval, a term) ends without anybody's doing.
-- date(x, '+8 hours') is the day in Taipei.

-- Where the child was resident, from 9/1 of the year in which it turns six to its 逾齡除案 (domain §4); the old county answers until a new one reports the child.
insert into standing_home (person_id, from_day, until_day, county_code, township_code, cohort, received_at)
select
  s.person_id,
  case when s.begins > s.first_day then s.begins else s.first_day end,
  case when s.next_begins < s.end_day then s.next_begins else s.end_day end,
  s.county_code, s.township_code, s.cohort, s.received_at
from (
  select
    b.person_id, b.cohort, b.county_code, b.township_code, b.received_at, b.begins,
    case when b.own_first > @opening then b.own_first else @opening end as first_day,
    date(cast(b.cohort + 16 as varchar(4)) || '-09-02') as end_day,
    coalesce(lead(b.begins) over (partition by b.person_id order by b.place), date('9999-01-01')) as next_begins
  from (
    select
      r.person_id, r.cohort, r.county_code, r.township_code, r.received_at, r.place,
      date(cast(r.cohort + 6 as varchar(4)) || '-09-01') as own_first,
      -- Reports never go back behind the one before: the later one is about the time after it.
      max(case
        when r.registered_on is not null and r.registered_on < date(r.received_at, '+8 hours') then r.registered_on
        when r.place = 1 and r.registered_on is null then date('1900-01-01')
        else date(r.received_at, '+8 hours')
      end) over (partition by r.person_id order by r.place) as begins
    from (
      select p.person_id, p.cohort, h.county_code, h.township_code, h.registered_on, h.received_at,
        row_number() over (partition by p.person_id order by h.received_at, h.seq) as place
      from person_set s
      join person_now p on p.person_id = s.person_id
      join residence_span h on h.person_id = p.person_id
    ) r
  ) b
) s
where case when s.begins > s.first_day then s.begins else s.first_day end < case when s.next_begins < s.end_day then s.next_begins else s.end_day end;

-- 0 dead, abroad for good, without nationality, for as long as the registry says so.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select e.person_id, 0,
  case when e.ended_on is not null then e.ended_on when e.at is not null then date(e.at, '+8 hours') else date('1900-01-01') end,
  coalesce(e.next_day, date('9999-01-01')), null, e.ended, e.at
from (
  select v.person_id, v.ended, v.ended_on, v.at,
    lead(date(v.at, '+8 hours')) over (partition by v.person_id order by v.at, v.seq) as next_day,
    row_number() over (partition by v.person_id order by v.at desc, v.seq desc) as from_last,
    p.ended as holds
  from person_set s
  join person_now p on p.person_id = s.person_id
  join resident_end v on v.person_id = s.person_id
) e
where e.ended is not null and (e.from_last > 1 or e.holds is not null);

-- 1 finished: on the roll of grade 9 at the end of a school year. 10, 12, 60, 90, 120 what the rolls say, for their term, and while the school has
-- not filed that grade's next one, for one term more; a school that has filed half as many grades as before, and none of this one, has nobody in it,
-- from the checkpoint on (9/30, 3/15). 140, 150 who left a roll, and who is not on the next one.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select
  f.person_id, k.rule,
  case k.part when 1 then f.begins when 2 then case when f.begins > f.term_end then f.begins else f.term_end end when 3 then f.day when 4 then f.holds_until else f.term_end end,
  case k.part
    when 1 then case when f.own_until < f.term_end then f.own_until else f.term_end end
    when 2 then f.own_until
    when 3 then date(f.day, '+3 days')
    when 4 then f.checkpoint_end
    else date('9999-01-01')
  end,
  f.school_code, null, f.at
from (
  select
    t.person_id, t.school_code, t.what, t.figure, t.day, t.at, t.begins, t.term_end, t.is_last_step, t.is_final, t.term, t.grade, t.checkpoint_end, t.filed_on,
    t.holds_until,
    case when t.next_day is not null and t.next_day < t.holds_until then t.next_day else t.holds_until end as own_until
  from (
    select
      q.person_id, q.school_code, q.what, q.figure, q.day, q.at, q.term, q.grade, q.term_end, q.next_day, q.is_final, q.checkpoint_end, q.filed_on,
      case when q.next_day is null and q.what <> 'left' then 1 else 0 end as is_last_step,
      -- A roll that comes in before or after its term is about the term.
      case when q.day < q.term_first or q.day >= q.term_end then q.term_first else q.day end as begins,
      case
        when q.is_final = 1 then q.term_end
        when q.filed_on is null or q.filed_on > q.next_end then q.next_end
        when q.filed_on < q.term_end then q.term_end
        else q.filed_on
      end as holds_until
    from (
      select w.*,
        coalesce(
          (select f.filed_on from roll_filing f where f.school_code = w.school_code and f.year = w.next_year and f.term = w.next_term and f.grade = w.next_grade and f.filed_on <= w.checkpoint_end),
          (select case when min(f.filed_on) > w.checkpoint_end then min(f.filed_on) else w.checkpoint_end end
           from roll_filing f where f.school_code = w.school_code and f.year = w.next_year and f.term = w.next_term
           having count(*) > 0 and count(*) * 2 >= (select count(*) from roll_filing o where o.school_code = w.school_code and o.year = w.year and o.term = w.term))
        ) as filed_on
      from (
      select
        v.person_id, v.school_code, v.year, v.term, v.what, v.grade, v.at,
        ',' || v.counts_as || ',' as figure,
        date(v.at, '+8 hours') as day,
        lead(date(v.at, '+8 hours')) over (partition by v.person_id, v.school_code, v.year, v.term order by v.at, v.seq) as next_day,
        case when v.term = 2 and v.grade in (6, 9) then 1 else 0 end as is_final,
        date(cast(v.year + 1910 + v.term as varchar(4)) || case v.term when 1 then '-08-01' else '-02-01' end) as term_first,
        date(cast(v.year + 1912 as varchar(4)) || case v.term when 1 then '-02-01' else '-08-01' end) as term_end,
        date(cast(v.year + 1911 + v.term as varchar(4)) || case v.term when 1 then '-08-01' else '-02-01' end) as next_end,
        date(cast(v.year + 1912 as varchar(4)) || case v.term when 1 then '-03-16' else '-10-01' end) as checkpoint_end,
        case v.term when 1 then v.year else v.year + 1 end as next_year,
        3 - v.term as next_term,
        case v.term when 1 then v.grade else v.grade + 1 end as next_grade
      from person_set s
      join pupil_step v on v.person_id = s.person_id
      ) w
    ) q
  ) t
) f
join (
  select 10 as rule, 1 as part, @enrolled as figures union all
  select 12, 2, @enrolled union all
  select 60, 1, @non_school union all
  select 60, 2, @non_school union all
  select 90, 1, @abroad union all
  select 90, 2, @abroad union all
  select 120, 1, @dropped_out union all
  select 120, 2, @dropped_out union all
  select 140, 3, @any_figure union all
  select 150, 4, @any_figure union all
  select 1, 5, @finishing
) k on k.figures like '%' || f.figure || '%'
where case k.part
    when 3 then f.what = 'left'
    when 4 then f.is_last_step = 1 and f.is_final = 0 and f.filed_on is not null
    when 5 then f.is_last_step = 1 and f.is_final = 1 and f.grade = 9
    else f.what <> 'left'
  end;

-- 20, 160 admitted: until the school has filed the grade's roll; who is not on it has until the checkpoint, or two weeks when admitted later.
-- 130, 132 on the way in, from 8/1 until the comparison of 9/15.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select
  t.person_id, k.rule,
  case k.rule when 160 then case when t.filed_on > t.day then t.filed_on else t.day end else case when t.day < t.year_first then t.year_first else t.day end end,
  case k.rule
    when 20 then case when t.filed_on < t.next_day then t.filed_on else t.next_day end
    when 160 then case
      when (case when t.checkpoint_end > date(t.day, '+14 days') then t.checkpoint_end else date(t.day, '+14 days') end) < t.next_day
      then case when t.checkpoint_end > date(t.day, '+14 days') then t.checkpoint_end else date(t.day, '+14 days') end
      else t.next_day
    end
    else case when t.compared_on < t.next_day then t.compared_on else t.next_day end
  end,
  case when k.rule = 132 then t.county_code else t.school_code end, null, t.at
from (
  select
    v.person_id, v.state, v.school_code, v.at, v.day, e.county_code,
    date(cast(v.year + 1911 as varchar(4)) || '-08-01') as year_first,
    date(cast(v.year + 1911 as varchar(4)) || '-09-15') as compared_on,
    date(cast(v.year + 1911 as varchar(4)) || '-10-01') as checkpoint_end,
    case
      when v.next_day is null or v.next_day > date(cast(v.year + 1912 as varchar(4)) || '-08-01') then date(cast(v.year + 1912 as varchar(4)) || '-08-01')
      else v.next_day
    end as next_day,
    coalesce((select min(n.filed_on) from roll_filing n where n.school_code = v.school_code and n.year = v.year and n.grade = v.level), date('9999-01-01')) as filed_on,
    case when e.published_at is not null or v.state = 'Registered' then 1 else 0 end as is_known_to_school
  from (
    select w.person_id, w.year, w.level, w.state, w.school_code, w.at, date(w.at, '+8 hours') as day,
      lead(date(w.at, '+8 hours')) over (partition by w.person_id, w.year, w.level order by w.at, w.seq) as next_day
    from person_set s
    join entry_step w on w.person_id = s.person_id
  ) v
  join entry_now e on e.person_id = v.person_id and e.year = v.year and e.level = v.level
) t
join (select 20 as rule union all select 160 union all select 130 union all select 132) k
  on case k.rule
    when 20 then t.state = 'Admitted'
    when 160 then t.state = 'Admitted'
    when 130 then t.state <> 'Admitted' and t.school_code is not null and t.is_known_to_school = 1
    else t.state <> 'Admitted' and (t.school_code is null or t.is_known_to_school = 0)
  end;

-- 62, 70 approvals with their number, as schools enter them: for the school year; a deferred child is awaited again on 9/1 of the next.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select e.person_id, case when @deferring like '%,' || e.reason || ',%' then 70 else 62 end,
  date(cast(e.year + 1911 as varchar(4)) || '-08-01'),
  date(cast(e.year + 1912 as varchar(4)) || case when @deferring like '%,' || e.reason || ',%' then '-09-01' else '-08-01' end),
  e.county_code, e.reason_detail, e.changed_at
from person_set s
join entry_now e on e.person_id = s.person_id
where e.admitted_school is null and e.reason_detail is not null
  and (@deferring like '%,' || e.reason || ',%' or @non_schooling like '%,' || e.reason || ',%');

-- 62, 70, 72 dated approvals, between their two days; the county of the residence answers.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select a.person_id,
  case when @deferring like '%,' || a.kind || ',%' then 70 when @non_schooling like '%,' || a.kind || ',%' then 62 else 72 end,
  a.valid_from, date(a.valid_through, '+1 day'), null, a.document_no, a.entered_at
from person_set s
join approval_span a on a.person_id = s.person_id
where a.voided_at is null
  and (@deferring like '%,' || a.kind || ',%' or @non_schooling like '%,' || a.kind || ',%' or @excusing like '%,' || a.kind || ',%');

-- 22 received by another school: until its roll has the child, at most two weeks, and no longer than the child stays.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select t.person_id, 22, t.received_on,
  case when t.left_again is not null and date(t.left_again, '+8 hours') < date(t.received_on, '+14 days') then date(t.left_again, '+8 hours') else date(t.received_on, '+14 days') end,
  t.received_by, t.certificate_no, t.received_at
from person_set s
join transfer_now t on t.person_id = s.person_id
where t.received_on is not null;

-- 30 placed by the special-education network. 40 at a foreign school.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select p.person_id, 30, p.since, coalesce(p.until, date('9999-01-01')), p.school_code, null, p.received_at
from person_set s
join placement_span p on p.person_id = s.person_id
where @accounting_placements like '%,' || p.placement || ',%'
union all
select f.person_id, 40, f.enrolled_on, coalesce(date(f.left_on, '+1 day'), date('9999-01-01')), f.school_code, null, f.changed_at
from person_set s
join foreign_school_pupil_now f on f.person_id = s.person_id;

-- 32 in a correctional school, as its agency lists it. 122 reported as a drop-out, to the end of the term at most: a report that nobody ends must not keep a child from being looked for.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select a.person_id, 32, a.valid_from, coalesce(a.valid_until, date('9999-01-01')), null, a.place, a.received_at
from person_set s
join agency_span a on a.person_id = s.person_id
where a.feed = 'correctional'
union all
select d.person_id, 122, d.valid_from, case when d.valid_until is not null and d.valid_until < d.term_end then d.valid_until else d.term_end end, d.school_code, d.document_no, d.received_at
from (
  select a.person_id, a.valid_from, a.valid_until, a.school_code, a.document_no, a.received_at,
    case
      when a.valid_from < date(substr(cast(a.valid_from as varchar(10)), 1, 4) || '-02-01') then date(substr(cast(a.valid_from as varchar(10)), 1, 4) || '-02-01')
      when a.valid_from < date(substr(cast(a.valid_from as varchar(10)), 1, 4) || '-08-01') then date(substr(cast(a.valid_from as varchar(10)), 1, 4) || '-08-01')
      else date(date(substr(cast(a.valid_from as varchar(10)), 1, 4) || '-02-01'), '+1 year')
    end as term_end
  from person_set s
  join agency_span a on a.person_id = s.person_id
  where a.feed = 'dropout'
) d;

-- 92 abroad by the border, from the day of leaving to the day before the return. The last word is kept however old it is; the newer one brings the child back.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select c.person_id, 92, c.crossed_on, coalesce(c.next_day, date('9999-01-01')), null, null, c.received_at
from (
  select v.person_id, v.direction, v.crossed_on, v.received_at,
    lead(v.crossed_on) over (partition by v.person_id order by v.crossed_on, v.clock, case v.direction when 'Out' then 1 else 2 end, v.seq) as next_day
  from person_set s
  join border_step v on v.person_id = s.person_id
) c
where c.direction = 'Out';

-- 94 released by the county's decision, for good or for a time, until it ends, the case is opened again or a feed contradicts it; the county of the residence answers.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select r.person_id, 94, r.valid_from,
  coalesce(
    (select min(b.crossed_on) from border_step b
     where b.person_id = r.person_id and b.direction = 'In' and b.crossed_on > r.valid_from and b.crossed_on < r.valid_until and r.contradicted_by = 'border-in'),
    r.valid_until),
  null, r.case_no, r.granted_at
from person_set s
join case_release_span r on r.person_id = s.person_id;

-- 100, 110 looked for: by the county since the case was opened, or opened again; by the school while it is designated; to the release.
insert into standing_fact (person_id, rule, from_day, until_day, organisation_code, detail, received_at)
select c.person_id, case c.kind when 'Designated' then 100 else 110 end, c.day, coalesce(c.next_day, date('9999-01-01')),
  case c.kind when 'Designated' then c.school_code else c.county_code end, c.case_no, c.at
from (
  select v.person_id, v.kind, v.school_code, v.county_code, v.case_no, v.at, date(v.at, '+8 hours') as day,
    lead(date(v.at, '+8 hours')) over (partition by v.person_id, v.case_seq order by v.seq) as next_day
  from person_set s
  join case_step v on v.person_id = s.person_id
) c
where c.kind <> 'Released';

-- What was overtaken before it began.
delete from standing_fact where from_day >= until_day
