-- Queues a failed run again, unless the same work has been asked for since.
update run
set status = 'Waiting',
    failure = null,
    ended_at = null,
    attempts_allowed = attempts + @more
where id = @id
  and status = 'Failed'
  and not exists (
    select 1 from run other
    where other.kind = run.kind and other.exclusive = run.exclusive and other.parameters = run.parameters and other.id <> run.id and other.status in ('Waiting', 'Running'))
