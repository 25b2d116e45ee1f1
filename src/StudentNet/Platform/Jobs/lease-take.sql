-- Takes a lease or renews it: 1 row, or 0 while another owner's has not lapsed.
insert into lease (name, owner, until) values (@name, @owner, @until)
on conflict (name) do update set owner = @owner, until = @until
where lease.owner = @owner or lease.until < @machineNow
