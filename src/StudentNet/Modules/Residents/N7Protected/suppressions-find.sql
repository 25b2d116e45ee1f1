-- Finds the child of each row by its whole number and its name among those whose latest residence lies in the sender's county; whatever else it is stays
-- unknown, and the cases cannot be told apart. It depends on nothing but the row and the stored data, so that running it again brings it up to date.
update {staging} set
  person_id = (
    select p.person_id
    from number_known i
    join person_now p on p.person_id = i.person_id
    join residence_span h on h.person_id = p.person_id
    where i.number = {staging}.number and p.normalised_name = {staging}.normalised_name and h.county_code = @organisation
      and not exists (
        select 1 from residence_span l
        where l.person_id = h.person_id and (l.received_at > h.received_at or (l.received_at = h.received_at and l.seq > h.seq))
      )
  )
