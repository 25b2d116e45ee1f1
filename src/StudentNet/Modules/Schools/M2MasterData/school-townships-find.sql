-- Finds unit and township of each row.
update {staging}
set unit_code = (select min(h.code) from school h where h.level = @level and (h.ministry_code = {staging}.code or h.code = {staging}.code)),
    township_code = (
      select min(t.code)
      from organisation t
      join organisation c on c.code = t.county_code
      where t.level = 'Township' and t.name = {staging}.township and c.name = {staging}.county
    )
