-- Marks the rows of other counties, levels and years: they are left out. A row that does not say is the caller's own.
update {staging}
set is_left_out = case
  when county is not null and replace(county, '台', '臺') <> (select name from organisation where code = @county) then true
  when table_level is not null and table_level <> @level then true
  when table_year is not null and table_year <> @year then true
  else false
end
