-- Children by what the list does to them and by county. Only a whole list can tell who has left: children of its counties and cohorts whom the
-- registry named before and does not name now. They stay as they are until a change list says where they went; the residence of those whom a list of all ages lacks ends.
select s.difference as kind, o.name as part, count(*) as number
from {staging} as s
left join organisation as o on o.code = s.found_county
where s.difference is not null
group by s.difference, o.name
union all
select 'Leaving', o.name, count(*)
from residence as r
join person as p on p.person_id = r.person_id
join organisation as o on o.code = r.county_code
where @list in ('Reference', 'WholeAge')
  and r.until is null
  and p.merged_into is null
  and p.ended is null
  and p.cohort in (select distinct cohort from {staging})
  and r.county_code in (select distinct found_county from {staging})
  and not exists (select 1 from {staging} as s where s.person_id = p.person_id)
group by o.name
