-- While a child's address is suppressed, it stands in residence_hidden and residence has a placeholder, whoever writes: lists of the registry, a merge, a person. It comes back when
-- the last suppression is lifted.;
drop trigger if exists residence_hidden_new;
create trigger residence_hidden_new after insert on residence
when new.address <> '（保護個案，不顯示）' and exists (select 1 from address_suppression where person_id = new.person_id and lifted_at is null)
begin
  insert or replace into residence_hidden (person_id, seq, address) values (new.person_id, new.seq, new.address);
  update residence set address = '（保護個案，不顯示）' where person_id = new.person_id and seq = new.seq;
end;
drop trigger if exists residence_hidden_changed;
create trigger residence_hidden_changed after update of address on residence
when new.address <> '（保護個案，不顯示）' and exists (select 1 from address_suppression where person_id = new.person_id and lifted_at is null)
begin
  insert or replace into residence_hidden (person_id, seq, address) values (new.person_id, new.seq, new.address);
  update residence set address = '（保護個案，不顯示）' where person_id = new.person_id and seq = new.seq;
end;
drop trigger if exists address_suppression_new;
create trigger address_suppression_new after insert on address_suppression when new.lifted_at is null
begin
  insert or replace into residence_hidden (person_id, seq, address)
  select person_id, seq, address from residence where person_id = new.person_id and address <> '（保護個案，不顯示）';
  update residence set address = '（保護個案，不顯示）' where person_id = new.person_id and address <> '（保護個案，不顯示）';
end;
drop trigger if exists address_suppression_lifted;
create trigger address_suppression_lifted after update of lifted_at on address_suppression
when new.lifted_at is not null and not exists (select 1 from address_suppression where person_id = new.person_id and lifted_at is null)
begin
  update residence set address = (select h.address from residence_hidden as h where h.person_id = residence.person_id and h.seq = residence.seq)
  where person_id = new.person_id and exists (select 1 from residence_hidden as h where h.person_id = residence.person_id and h.seq = residence.seq);
  delete from residence_hidden where person_id = new.person_id;
end
