-- How many units get another township, by county.
select case when h.township_code = s.township_code then 'Unchanged' else 'Changed' end, s.county, count(*)
from {staging} s
join school h on h.code = s.unit_code
group by case when h.township_code = s.township_code then 'Unchanged' else 'Changed' end, s.county
