-- Writes beside each row the child who has its number, and whether the crossing is known. A list a third smaller than the newest of an earlier day holds back its departures.
update {staging} set
  person_id = (
    select coalesce(p.merged_into, p.person_id)
    from person_identifier as i
    join person as p on p.person_id = i.person_id
    where i.number = {staging}.number
  );
update {staging} set
  is_known = exists (
    select 1 from border_crossing as c
    where c.person_id = {staging}.person_id and c.direction = {staging}.direction and c.crossed_on = {staging}.crossed_on and c.clock = coalesce({staging}.clock, '0000')
  ),
  is_held = {staging}.direction = 'Out' and @counted <> 'yes'
    and coalesce((select (l.rows - (select count(*) from {staging} as s)) * 3 > l.rows from border_list as l where l.through < @through order by l.through desc, l.receipt_id desc limit 1), false)
