-- Keeps a set that is new. Another who keeps the same one in this moment is waited for, and then there is nothing to do.
insert into audit_set (id, hash) values (@id, @hash)
on conflict (id) do nothing
