-- The next children, by their numbers, of whom the registry ever named a residence, or who have a standing still.
insert into person_set (person_id)
select n.person_id
from (
  select h.person_id from residence_span h where h.person_id > @after
  union
  select s.person_id from standing s where s.superseded_at is null and s.person_id > @after
) n
order by n.person_id
limit @most
