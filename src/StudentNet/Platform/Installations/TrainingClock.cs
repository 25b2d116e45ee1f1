using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Installations;

/// <summary>
/// The application's clock. In training it can be set to any instant and runs on from there, for every server of the installation; in production
/// it is the clock on the wall.
/// </summary>
public sealed class TrainingClock(TimeProvider wall) : TimeProvider
{
    private long _offset;
    private bool _isTraining;

    /// <summary>Whether it may be set.</summary>
    public bool IsTraining => Volatile.Read(ref _isTraining);

    /// <summary>How far it is ahead of the wall.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Raised when it has been set, here or on another server.</summary>
    public event EventHandler? Moved;

    public override DateTimeOffset GetUtcNow() => wall.GetUtcNow() + Offset;

    /// <summary>Sets it to an instant (UTC) for everybody, with the caller's act; in production nothing may, and it throws.</summary>
    public async Task SetAsync(StudentNetDb db, DateTime utc, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var offset = (utc - wall.GetUtcNow().UtcDateTime).Ticks;
        var installation = await db.Set<Installation>().SingleAsync(cancellation);
        if (installation.Mode != InstallationMode.Training)
        {
            throw new InvalidOperationException("The clock of a production installation cannot be set.");
        }

        installation.ClockOffset = offset;
        await db.SaveAsync(act, cancellation);
        Show(installation);
    }

    /// <summary>Takes over what the database says: at the start, and when another server has set it.</summary>
    public async Task ReadAsync(StudentNetDb db, CancellationToken cancellation)
    {
        if (await db.Set<Installation>().AsNoTracking().SingleOrDefaultAsync(cancellation) is { } installation)
        {
            Show(installation);
        }
    }

    /// <summary>The same, for commands.</summary>
    public async Task ReadAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await ReadAsync(scope.ServiceProvider.GetRequiredService<StudentNetDb>(), CancellationToken.None);
    }

    private void Show(Installation installation)
    {
        Volatile.Write(ref _isTraining, installation.Mode == InstallationMode.Training);
        if (Interlocked.Exchange(ref _offset, installation.ClockOffset) != installation.ClockOffset)
        {
            Moved?.Invoke(this, EventArgs.Empty);
        }
    }
}

/// <summary>Looks every second whether another server has set the training clock.</summary>
public sealed class TrainingClockWatch(TrainingClock clock, IServiceProvider services, OutageLog outages, ILogger<TrainingClockWatch> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WatchAsync(stoppingToken);

    /// <summary>Looks until cancelled; returns at once in production.</summary>
    public async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (clock.IsTraining && await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await clock.ReadAsync(services);
            }
            catch (Exception e) when (Outage.Of(e) is { } outage)
            {
                outages.Say(outage, e, "a look at the training clock");
            }
            catch (ObjectDisposedException e) when (e.ObjectName == nameof(IServiceProvider))
            {
                // A program whose start failed (a port that is taken) takes its services away before it tells anybody to stop.
                return;
            }
#pragma warning disable CA1031 // The watch outlives any fault of the database; it looks again in a second.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogWarning(e, "The training clock could not be read");
            }
        }
    }
}
