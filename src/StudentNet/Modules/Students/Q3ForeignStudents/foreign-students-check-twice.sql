-- A child that an earlier row has already; the detail is that row. Rows without a number are one child when name and birth date agree.
-- By windows and not by a join: a file of one row a hundred thousand times would have the square of that in pairs.
select line, value, cast(first_line as varchar(12)) as detail
from (
  select
    line,
    value,
    case
      when by_number <= by_person and by_number <= by_name then by_number
      when by_person <= by_name then by_person
      else by_name
    end as first_line
  from (
    select
      line,
      coalesce(number, name) as value,
      case when number is null then line else min(line) over (partition by number) end as by_number,
      case when person_id is null then line else min(line) over (partition by person_id) end as by_person,
      case
        when number is not null or normalised_name is null or birth_date is null then line
        else min(line) over (partition by case when number is null then 0 else 1 end, normalised_name, birth_date)
      end as by_name
    from {staging}
  ) as w
) as f
where first_line < line
