-- While a child's address is suppressed, it stands in residence_hidden and residence has a placeholder, whoever writes: lists of the registry, a merge, a person. It comes back when
-- the last suppression is lifted.
create or replace function residence_hide() returns trigger language plpgsql as $$
begin
  if new.address <> '（保護個案，不顯示）' and exists (select 1 from address_suppression where person_id = new.person_id and lifted_at is null) then
    insert into residence_hidden (person_id, seq, address) values (new.person_id, new.seq, new.address)
    on conflict (person_id, seq) do update set address = excluded.address;
    new.address := '（保護個案，不顯示）';
  end if;
  return new;
end $$;
create or replace function address_suppress() returns trigger language plpgsql as $$
begin
  -- The trigger of residence puts each address aside.
  update residence set address = address where person_id = new.person_id;
  return null;
end $$;
create or replace function address_unsuppress() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from address_suppression where person_id = new.person_id and lifted_at is null) then
    update residence set address = h.address from residence_hidden h
    where h.person_id = new.person_id and residence.person_id = h.person_id and residence.seq = h.seq;
    delete from residence_hidden where person_id = new.person_id;
  end if;
  return null;
end $$;
drop trigger if exists residence_hidden_new on residence;
create trigger residence_hidden_new before insert on residence for each row execute function residence_hide();
drop trigger if exists residence_hidden_changed on residence;
create trigger residence_hidden_changed before update on residence for each row execute function residence_hide();
drop trigger if exists address_suppression_new on address_suppression;
create trigger address_suppression_new after insert on address_suppression for each row when (new.lifted_at is null) execute function address_suppress();
drop trigger if exists address_suppression_lifted on address_suppression;
create trigger address_suppression_lifted after update of lifted_at on address_suppression for each row when (new.lifted_at is not null) execute function address_unsuppress()
