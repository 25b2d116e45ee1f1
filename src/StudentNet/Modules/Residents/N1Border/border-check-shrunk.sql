-- The first row of a list whose departures are held back.
select min(s.line) as line, null as value,
  '前一份 ' || cast((select l.rows from border_list as l where l.through < @through order by l.through desc, l.receipt_id desc limit 1) as varchar(12)) || ' 列，這一份 '
    || cast((select count(*) from {staging} as a) as varchar(12)) || ' 列' as detail
from {staging} as s
where s.is_held
having count(*) > 0
