-- Takes a run for a worker: 1 row, or 0 when another was quicker. The lease and the attempt number fence off whoever had it before.
-- That no other run of the same key runs is the index run_exclusive_running, not this statement: a violation means "not now".
update run
set status = 'Running',
    worker = @worker,
    attempts = attempts + 1,
    lease_until = @until,
    not_before = null,
    started_at = coalesce(started_at, @started)
where id = @id
  and (status = 'Waiting' or (status = 'Running' and lease_until < @machineNow))
