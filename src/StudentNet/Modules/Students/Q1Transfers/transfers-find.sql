-- Finds the child of each row by its whole number and its name.
update {staging} set
  problem = null,
  person_id = (
    select p.person_id
    from number_known i
    join person_now p on p.person_id = i.person_id
    where i.number = {staging}.number and p.normalised_name = {staging}.normalised_name
  )
