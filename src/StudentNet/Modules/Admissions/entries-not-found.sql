-- Writes into the entries of the set that the national comparison found their children nowhere.
-- Guarantees: the first time stays; whose entry says so already leaves the set, its state has followed long ago.
-- From here on the rows are locked: nobody changes what their states are decided from until the transaction ends.
delete from person_set
where exists (
  select 1
  from entry as e
  where e.person_id = person_set.person_id and e.year = @year and e.level = @level and e.not_found_at is not null
);

update entry
set not_found_at = @now, version = version + 1
where year = @year and level = @level and not_found_at is null and person_id in (select person_id from person_set)
