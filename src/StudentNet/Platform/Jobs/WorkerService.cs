using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// A worker: carries out runs as they are asked for, keeps the job calendar and empties the queues. Every server is one unless started with <c>--no-worker</c>;
/// the command <c>work</c> is one without pages.
/// </summary>
public sealed class WorkerService(
    RunWorker worker,
    RunSignal signal,
    RunOptions options,
    CalendarClock calendar,
    QueueKeeper queues,
    OutageLog outages,
    ILogger<WorkerService> log
) : BackgroundService
{
    /// <summary>Works until cancelled.</summary>
    public Task WorkAsync(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => LookAsync(stopping)).Append(calendar.KeepAsync(stopping)).Append(queues.KeepAsync(stopping)));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WorkAsync(stoppingToken);

    private async Task LookAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await worker.RunOneAsync(stopping))
                {
                    await signal.WaitAsync(options.Look, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (Outage.Of(e) is { } outage)
            {
                outages.Say(outage, e, "the look for runs");
                await PauseAsync(stopping);
            }
#pragma warning disable CA1031 // The worker outlives any fault of the database; it looks again after a pause.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "The worker could not look for runs");
                await PauseAsync(stopping);
            }
        }
    }

    private Task PauseAsync(CancellationToken stopping) => Task.Delay(options.Pause, options.MachineClock, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
}
