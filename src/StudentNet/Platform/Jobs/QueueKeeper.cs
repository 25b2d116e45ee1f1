using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// Work that stands in a queue of the database and is done seconds later: small, often, and of no interest as a run. Registered with
/// <c>services.AddQueuedWork&lt;T&gt;()</c>.
/// </summary>
public interface IQueuedWork
{
    /// <summary>What is done, for the log.</summary>
    string Name { get; }

    /// <summary>Does what waits, in transactions of its own; where nothing waits, one small look.</summary>
    Task DoAsync(StudentNetDb db, DateTime now, CancellationToken cancellation);
}

/// <summary>Has the queues emptied, every second, by one server at a time. Nothing is lost while none runs: what waits stands in the database.</summary>
public sealed class QueueKeeper(IServiceScopeFactory scopes, Leases leases, RunOptions options, TimeProvider clock, OutageLog outages, ILogger<QueueKeeper> log)
{
    /// <summary>Keeps the queues empty until cancelled.</summary>
    public Task KeepAsync(CancellationToken stopping) => leases.HoldAsync("queues", LookAsync, stopping);

    /// <summary>Does once what waits in every queue.</summary>
    public async Task DoAllAsync(CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        foreach (var work in scope.ServiceProvider.GetServices<IQueuedWork>())
        {
            await work.DoAsync(db, clock.GetUtcNow().UtcDateTime, cancellation);
            db.ChangeTracker.Clear();
        }
    }

    private async Task LookAsync(CancellationToken lost)
    {
        while (!lost.IsCancellationRequested)
        {
            var pause = options.Look;
            try
            {
                await DoAllAsync(lost);
            }
            catch (OperationCanceledException) when (lost.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (Outage.Of(e) is { } outage && outage != Outage.DatabaseBusy)
            {
                outages.Say(outage, e, "the queues");
                pause = options.Pause;
            }
            catch (Exception e) when (DatabaseFault.IsPassing(e))
            {
                // A phase of a run may hold the only write lock of the embedded database for minutes.
                pause = options.Pause;
            }
            catch (ObjectDisposedException e) when (e.ObjectName == nameof(IServiceProvider))
            {
                // A program whose start failed takes its services away before it tells anybody to stop.
                return;
            }
#pragma warning disable CA1031 // It outlives any fault of the database; it looks again after a pause.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "The queues could not be emptied");
                pause = options.Pause;
            }

            await Task.Delay(pause, options.MachineClock, lost).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
