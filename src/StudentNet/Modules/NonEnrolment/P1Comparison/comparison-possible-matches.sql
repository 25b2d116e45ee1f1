-- Name and birth date alone are only a possible match: it is shown to a person and decides nothing (domain §7). Looked for among the children that
-- some school admitted or has on its roll of the year, that the special-education list places, or that a foreign school has; of several, one school is named.
insert into possible_match (person_id, comparison_id, other_person_id, school_code)
select r.person_id, @comparison, o.person_id, min(k.school_code)
from comparison_result r
join person_now p on p.person_id = r.person_id
join person_now o on o.normalised_name = p.normalised_name and o.birth_date = p.birth_date and o.person_id <> p.person_id
join (
  select person_id, admitted_school as school_code from entry_now where year = @year and level = @level and admitted_school is not null
  union all
  select person_id, school_code from pupil_now where year = @year
  union all
  select person_id, school_code from placement_now
  union all
  select person_id, school_code from foreign_school_pupil_now where enrolled_on <= @as_of and (left_on is null or left_on >= @as_of)
) k on k.person_id = o.person_id
where r.comparison_id = @comparison and r.pass is null
group by r.person_id, o.person_id
