-- Two standings of a child on one day are impossible.
drop trigger if exists standing_once_new;
create trigger standing_once_new before insert on standing when new.superseded_at is null
begin
  select raise(abort, 'standing_once: two standings of a child on one day')
  where new.valid_from >= new.valid_until
    or exists (
      select 1 from standing
      where person_id = new.person_id and superseded_at is null and valid_from < new.valid_until and valid_until > new.valid_from
    );
end;
drop trigger if exists standing_once_changed;
create trigger standing_once_changed before update on standing when new.superseded_at is null
begin
  select raise(abort, 'standing_once: two standings of a child on one day')
  where new.valid_from >= new.valid_until
    or exists (
      select 1 from standing
      where person_id = new.person_id and seq <> old.seq and superseded_at is null and valid_from < new.valid_until and valid_until > new.valid_from
    );
end
