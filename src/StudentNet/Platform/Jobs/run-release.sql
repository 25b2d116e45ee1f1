-- Gives a run back: done, failed with words, or waiting for the next worker. 0 rows when it is no longer this worker's.
update run
set status = @status,
    failure = @failure,
    ended_at = @ended,
    not_before = @notBefore,
    attempts_allowed = attempts_allowed + @forgiven,
    worker = null,
    lease_until = null
where id = @id and worker = @worker and attempts = @attempts and status = 'Running'
