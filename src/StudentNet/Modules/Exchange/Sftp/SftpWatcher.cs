using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>Looks into the inboxes again and again. Of all servers that see the folders one does, the others wait for its lease to lapse.</summary>
public sealed class SftpWatcher(SftpInboxes inboxes, SftpOptions options, Leases leases, RunOptions runs, OutageLog outages, ILogger<SftpWatcher> log) : BackgroundService
{
    /// <summary>Watches until cancelled.</summary>
    public Task WatchAsync(CancellationToken stopping) => leases.HoldAsync("sftp", LookAsync, stopping);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WatchAsync(stoppingToken);

    private async Task LookAsync(CancellationToken lost)
    {
        while (!lost.IsCancellationRequested)
        {
            var pause = options.Look;
            try
            {
                pause = await inboxes.LookAsync(lost) ? options.Look : runs.Pause;
            }
            catch (OperationCanceledException) when (lost.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (Outage.Of(e) is { } outage)
            {
                outages.Say(outage, e, "a look into the SFTP inboxes");
                pause = runs.Pause;
            }
#pragma warning disable CA1031 // The door outlives any fault of the database; it looks again after a pause.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "The SFTP door could not look");
                pause = runs.Pause;
            }

            await Task.Delay(pause, runs.MachineClock, lost).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
