-- What the registry has told us of each county for a school year: children who enter at grade 1 and at grade 7, children whose village is not
-- in the list, and when the latest news of a child there came.
select
  o.code,
  o.name,
  count(case when p.cohort = @first then 1 end) as elementary,
  count(case when p.cohort = @seventh then 1 end) as junior_high,
  count(case when p.cohort in (@first, @seventh) and r.village_code is null then 1 end) as unplaced,
  max(r.received_at) as received_at
from organisation as o
left join residence as r on r.county_code = o.code and r.until is null
left join person as p on p.person_id = r.person_id and p.merged_into is null and p.ended is null and p.cohort in (@first, @seventh)
where o.level = 'County'
group by o.code, o.name
order by o.code
