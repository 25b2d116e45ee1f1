-- Takes a key for a receipt. Of two requests at once the second waits here for the first, and then affects no row.
insert into request_key (client_id, key, fingerprint, receipt_id, at)
values (@client, @key, @fingerprint, @receipt, @at)
on conflict (client_id, key) do nothing
