using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// Keeps a run while its phase works: renews the lease and writes progress on a connection of its own. On the embedded database the phase's
/// own write lock keeps every other worker away, so there is nothing to renew, and no way to write.
/// </summary>
internal sealed class RunLease(Run run, string worker, IServiceScopeFactory scopes, RunsUnderWay underWay, RunOptions options, CancellationToken stopping)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private CancellationTokenSource? _phaseOver;
    private Task _beats = Task.CompletedTask;

    /// <summary>Cancelled when the run is no longer this worker's, or the server stops.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>A phase begins.</summary>
    public void Begin()
    {
        _phaseOver = new CancellationTokenSource();
        _beats = BeatAsync(_phaseOver.Token);
    }

    /// <summary>The phase is over; no beat runs any more when this returns.</summary>
    public async Task EndAsync()
    {
        if (_phaseOver is not { } phaseOver)
        {
            return;
        }

        await phaseOver.CancelAsync();
        await _beats;
        phaseOver.Dispose();
        _phaseOver = null;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _lost.Dispose();
    }

    private async Task BeatAsync(CancellationToken phaseOver)
    {
        using var timer = new PeriodicTimer(options.Lease / 10, options.MachineClock);
        try
        {
            while (await timer.WaitForNextTickAsync(phaseOver))
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
                if (db.Dialect == Dialect.Sqlite)
                {
                    return;
                }

                var progress = underWay.Shown(run.Id);
                var beat = new
                {
                    id = run.Id,
                    worker,
                    attempts = run.Attempts,
                    until = options.MachineClock.GetUtcNow().UtcDateTime + options.Lease,
                    phase = progress?.Phase,
                    done = progress?.Done ?? 0,
                    total = progress?.Total,
                };
                if (await db.RunAsync("run-heartbeat", beat, phaseOver) == 0)
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (phaseOver.IsCancellationRequested)
        {
            // The phase is over.
        }
        catch (Exception e) when (e is System.Data.Common.DbException || Outage.Of(e) is not null)
        {
            // No connection, no lease: when it lapses another worker takes over, and the phase's commit is refused.
            await _lost.CancelAsync();
        }
    }
}
