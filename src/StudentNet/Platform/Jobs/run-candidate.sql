-- The oldest run that may be taken up: it waits, or its worker has fallen silent, and no other of its key is running.
-- Reads only, so that an idle worker does not queue for the write lock of the embedded database.
select r.id
from run r
where ((r.status = 'Waiting' and (r.not_before is null or r.not_before <= @machineNow))
    or (r.status = 'Running' and r.lease_until < @machineNow))
  and not exists (select 1 from run other where other.exclusive = r.exclusive and other.id <> r.id and other.status = 'Running')
order by r.id
limit 1
