-- Renews the lease and shows progress, beside the phase's transaction. 0 rows when the run is no longer this worker's.
update run
set lease_until = @until,
    phase = @phase,
    done = @done,
    total = @total
where id = @id and worker = @worker and attempts = @attempts and status = 'Running'
