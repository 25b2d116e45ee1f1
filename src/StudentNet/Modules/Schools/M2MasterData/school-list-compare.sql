-- Says of each row what it does to the stored unit. Columns that the file lacks compare as equal.
-- A township that was only read from the address fills a gap and corrects nothing.
-- Guarantees: every row gets one of the names of DifferenceKind except Leaving.
update {staging} set difference = 'New';

update {staging}
set difference = case
      when h.name = {staging}.name
        and h.county_code = {staging}.county_code
        and ({staging}.township_code is null
          or ({staging}.township is null and h.township_code is not null)
          or coalesce(h.township_code, '') = {staging}.township_code)
        and ({staging}.ownership is null or h.is_private = {staging}.is_private)
        and ({staging}.address is null or coalesce(h.address, '') = {staging}.address)
        and ({staging}.telephone is null or coalesce(h.telephone, '') = {staging}.telephone)
        and ({staging}.website is null or coalesce(h.website, '') = {staging}.website)
        and ({staging}.record_system is null or h.uses_record_system = {staging}.record_system)
        and ({staging}.opened_on is null or (h.opened_on is not null and h.opened_on = {staging}.opened_on))
      then 'Unchanged'
      else 'Changed'
    end
from school h
where h.code = {staging}.unit_code
