using StudentNet.Platform.Data;
using StudentNet.Platform.Installations;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// Has the job calendar looked at: at the start, at its next due instant, when the training clock is moved, and every minute, because another server
/// may have changed a window. One server at a time does so. It remembers nothing: what is due stands in the database, so a look that was missed
/// while nothing ran is made up for by the next.
/// </summary>
public sealed class CalendarClock(JobCalendar calendar, Leases leases, RunOptions options, TimeProvider time, TrainingClock clock, OutageLog outages, ILogger<CalendarClock> log)
{
    /// <summary>The longest pause between two looks.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Keeps the calendar until cancelled.</summary>
    public Task KeepAsync(CancellationToken stopping) => leases.HoldAsync("calendar", LookAsync, stopping);

    private async Task LookAsync(CancellationToken lost)
    {
        var moved = NewSign();
        void Moved(object? sender, EventArgs e) => Volatile.Read(ref moved).TrySetResult();
        clock.Moved += Moved;
        try
        {
            while (!lost.IsCancellationRequested)
            {
                // Before the look: a clock that is moved during it has the calendar looked at again.
                var sign = NewSign();
                Volatile.Write(ref moved, sign);
                var pause = await PauseAfterLookingAsync(lost);
                using var over = CancellationTokenSource.CreateLinkedTokenSource(lost);
                await Task.WhenAny(sign.Task, Task.Delay(pause, options.MachineClock, over.Token));
                await over.CancelAsync();
            }
        }
        finally
        {
            clock.Moved -= Moved;
        }
    }

    private async Task<TimeSpan> PauseAfterLookingAsync(CancellationToken lost)
    {
        try
        {
            if (await calendar.CatchUpAsync(lost) is not { } next)
            {
                return Longest;
            }

            var left = next - time.GetUtcNow().UtcDateTime;
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < Longest ? left : Longest;
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception e) when (Outage.Of(e) is { } outage && outage != Outage.DatabaseBusy)
        {
            outages.Say(outage, e, "the job calendar");
            return options.Pause;
        }
        catch (Exception e) when (DatabaseFault.IsPassing(e))
        {
            // A phase of a run may hold the only write lock of the embedded database for minutes.
            log.LogInformation(e, "The job calendar waits for the database");
            return options.Pause;
        }
        catch (ObjectDisposedException e) when (e.ObjectName == nameof(IServiceProvider))
        {
            // A program whose start failed (a port that is taken) takes its services away before it tells anybody to stop.
            return options.Pause;
        }
#pragma warning disable CA1031 // The clock outlives any fault of the database; it looks again after a pause.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "The job calendar could not be looked at");
            return options.Pause;
        }
    }

    private static TaskCompletionSource NewSign() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
