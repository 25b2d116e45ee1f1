-- Ends a phase, inside its transaction: 1 row, or 0 when the run is no longer this worker's, and then nothing of the phase may stay.
update run
set phases_done = @phasesDone,
    phase = @phase,
    done = 0,
    total = null,
    outcome = @outcome,
    lease_until = @until
where id = @id and worker = @worker and attempts = @attempts and status = 'Running'
