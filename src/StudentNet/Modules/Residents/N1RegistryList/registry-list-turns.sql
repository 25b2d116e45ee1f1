-- Orders the rows of one child: the first (turn 1) is what counts, the others are history of the same day. Newest data and newest change
-- first; on one day an end is final, then where the child came to, then where it left; the same row twice keeps the first line.
-- Late: the registry has told us something newer about the child before.
update {staging} as s
set turn = t.turn,
  is_late = coalesce((select p.as_of > s.data_date from person as p where p.person_id = s.person_id), false)
from (
  select
    line,
    row_number() over (
      partition by person_key
      order by data_date desc,
        coalesce(changed_on, registered_on, data_date) desc,
        case change when 'Died' then 1 when 'LostNationality' then 2 when 'MovedAbroad' then 3 when 'MovedOut' then 5 else 4 end,
        case when number = person_key then 0 else 1 end,
        line
    ) as turn
  from {staging}
) as t
where t.line = s.line
