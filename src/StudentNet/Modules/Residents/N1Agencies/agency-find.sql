-- Writes beside each row the child who has its number, and whether what it says is known. A guarded list a third smaller than the newest of an earlier day holds back its open rows.
update {staging} set
  person_id = (
    select coalesce(p.merged_into, p.person_id)
    from person_identifier as i
    join person as p on p.person_id = i.person_id
    where i.number = {staging}.number
  );
update {staging} set
  is_known = exists (
    select 1 from agency_record as r
    where r.person_id = {staging}.person_id and r.feed = {staging}.feed and r.kind = {staging}.kind and r.valid_from = {staging}.valid_from
      and coalesce(r.place, '') = coalesce({staging}.place, '') and coalesce(r.school_code, '') = coalesce({staging}.school_code, '')
      and (r.valid_until is null or {staging}.valid_through is not null)
  ),
  is_held = false;
-- The numbers of the file are counted once, not for each row.
update {staging} set is_held = true
where is_guarded and valid_through is null and @counted <> 'yes'
  and 3 * (select count(distinct s.number) from {staging} as s) < 2 * coalesce((
    select l.rows from agency_list as l
    where l.feed = {staging}.feed and l.through < @through order by l.through desc, l.receipt_id desc limit 1
  ), 0)
