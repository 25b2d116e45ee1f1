-- Name and birth date alone are only a possible match: it is shown to a person and decides nothing (domain §7).
insert into possible_match (person_id, comparison_id, other_person_id, school_code)
select r.person_id, @comparison, o.person_id, e.admitted_school
from comparison_result r
join person p on p.person_id = r.person_id
join person o on o.normalised_name = p.normalised_name and o.birth_date = p.birth_date and o.person_id <> p.person_id and o.merged_into is null
join entry e on e.person_id = o.person_id and e.year = @year and e.level = @level and e.admitted_school is not null
where r.comparison_id = @comparison and r.pass is null
