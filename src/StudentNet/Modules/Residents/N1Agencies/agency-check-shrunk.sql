-- The first row of a list whose open rows are held back.
select s.line, null as value,
  '前一份 ' || cast((select l.rows from agency_list as l where l.feed = s.feed and l.through < @through order by l.through desc, l.receipt_id desc limit 1) as varchar(12))
    || ' 人，這一份 ' || cast((select count(distinct a.number) from {staging} as a) as varchar(12)) || ' 人' as detail
from {staging} as s
where s.line = (select min(h.line) from {staging} as h where h.is_held)
