-- Children that would be added although a person of the same name and birth date is known under another number.
select s.line, s.name as value, coalesce(min(i.last_three), '無證號') as detail
from {staging} as s
join person as p on p.normalised_name = s.normalised_name and p.birth_date = s.birth_date and p.merged_into is null
left join person_identifier as i on i.person_id = p.person_id and i.is_current
where s.person_id is null and s.turn = 1
group by s.line, s.name
