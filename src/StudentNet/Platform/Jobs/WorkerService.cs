using Quartz;
using StudentNet.Platform.Installations;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// A worker: carries out runs as they are asked for, and keeps the job calendar. Every server is one unless started with <c>--no-worker</c>;
/// the command <c>work</c> is one without pages.
/// </summary>
public sealed class WorkerService(
    RunWorker worker,
    RunSignal signal,
    RunOptions options,
    ISchedulerFactory schedulers,
    TrainingClock clock,
    ILogger<WorkerService> log
) : BackgroundService
{
    /// <summary>Works until cancelled.</summary>
    public async Task WorkAsync(CancellationToken stopping)
    {
        var scheduler = await schedulers.GetScheduler(stopping);
        await CalendarClock.SetAsync(scheduler, stopping);
        await scheduler.Start(stopping);
        // A moved clock leaves the triggers at instants of the old time.
        void Moved(object? sender, EventArgs e) => _ = SetAgainAsync(scheduler, stopping);
        clock.Moved += Moved;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => LookAsync(stopping)));
        }
        finally
        {
            clock.Moved -= Moved;
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WorkAsync(stoppingToken);

    private async Task SetAgainAsync(IScheduler scheduler, CancellationToken stopping)
    {
        try
        {
            await CalendarClock.SetAsync(scheduler, stopping);
        }
        catch (Exception e) when (e is SchedulerException or System.Data.Common.DbException or OperationCanceledException)
        {
            log.LogWarning(e, "The job calendar could not follow the clock at once; it does so within a minute of its own");
        }
    }

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
#pragma warning disable CA1031 // The worker outlives any fault of the database; it looks again after a pause.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "The worker could not look for runs");
                await Task.Delay(options.Pause, options.MachineClock, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }
}
