using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// Takes up runs and carries them out, phase by phase. Any number of workers on any number of servers may ask at once: a run is taken by one
/// conditional update, and a phase is committed only if the run still is this worker's.
/// </summary>
public sealed class RunWorker(
    IServiceScopeFactory scopes,
    IEnumerable<IRunKind> kinds,
    RunsUnderWay underWay,
    RunOptions options,
    TimeProvider clock,
    OutageLog outages,
    ILogger<RunWorker> log
)
{
    private const int AttemptsAtRaces = 5;

    /// <summary>The longest pause before a run whose database or disk is away is tried again.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IRunKind> _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);
    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Carries out everything that is queued, and what it queues in turn, one after the other; for commands and tests. Returns how many runs ended or were given back.</summary>
    public async Task<int> RunAllAsync(CancellationToken cancellation = default)
    {
        var runs = 0;
        while (await RunOneAsync(cancellation))
        {
            runs++;
        }

        return runs;
    }

    /// <summary>Takes up the oldest run that may be; false when there is none.</summary>
    public async Task<bool> RunOneAsync(CancellationToken cancellation = default)
    {
        if (await ClaimAsync(cancellation) is not { } run)
        {
            return false;
        }

        await CarryOutAsync(run, cancellation);
        return true;
    }

    private DateTime MachineNow => options.MachineClock.GetUtcNow().UtcDateTime;

    private async Task<Run?> ClaimAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        while (await db.ScalarAsync<long?>("run-candidate", new { machineNow = MachineNow }, cancellation) is { } id)
        {
            try
            {
                var now = MachineNow;
                var claim = new { id, worker = _name, until = now + options.Lease, machineNow = now, started = clock.GetUtcNow().UtcDateTime };
                if (await db.RunAsync("run-claim", claim, cancellation) == 1)
                {
                    return await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == id, cancellation);
                }
            }
            catch (DbException e) when (DatabaseFault.KeyIsTaken(e))
            {
                // Another of the same key was taken up at this moment; the next candidate excludes both.
            }
        }

        return null;
    }

    private async Task CarryOutAsync(Run run, CancellationToken cancellation)
    {
        if (!_kinds.TryGetValue(run.Kind, out var kind))
        {
            await ReleaseAsync(run, RunStatus.Failed, $"這個版本沒有「{run.Kind}」這種作業。", null);
            return;
        }

        if (run.Attempts > run.AttemptsAllowed)
        {
            await ReleaseAsync(run, RunStatus.Failed, $"作業中斷了 {run.Attempts - 1} 次，已停止。已完成的階段都保留。", null);
            return;
        }

        if (run.Attempts > 1)
        {
            log.LogInformation("Run {RunId} {Kind} taken up again, attempt {Attempt}, from phase {Phase}", run.Id, run.Kind, run.Attempts, run.PhasesDone);
        }

        try
        {
            await using var lease = new RunLease(run, _name, scopes, underWay, options, cancellation);
            for (var i = run.PhasesDone; i < kind.Phases.Count; i++)
            {
                var phase = kind.Phases[i];
                underWay.Show(run.Id, new RunProgress(phase.Title, i, 0, null));
                lease.Begin();
                var outcome = await CarryOutAsync(run, phase, i, lease.Lost);
                await lease.EndAsync();
                if (outcome.Failure is { } why)
                {
                    await ReleaseAsync(run, RunStatus.Failed, why, null);
                    return;
                }

                if (outcome.IsLost)
                {
                    log.LogWarning("Run {RunId} {Kind} was taken over by another worker", run.Id, run.Kind);
                    return;
                }
            }

            await ReleaseAsync(run, RunStatus.Done, null, null);
        }
        catch (OperationCanceledException)
        {
            // The server stops, or the lease is lost: whoever takes it up next goes on behind the last finished phase.
            await ReleaseAsync(run, RunStatus.Waiting, null, null);
        }
        catch (Exception e) when (Outage.Of(e) is { } outage && outage != Outage.DatabaseBusy)
        {
            outages.Say(outage, e, "a run");
            if (outage == Outage.DatabaseDamaged)
            {
                await ReleaseAsync(run, RunStatus.Failed, $"{outage.What}。{outage.Next}。已完成的階段都保留。", null);
                return;
            }

            // It waits, however long, and this try does not count: what was accepted stays accepted. Where not even that can be written, the lease lapses
            // and says the same.
            var pause = options.Pause * run.Attempts;
            await ReleaseAsync(run, RunStatus.Waiting, null, MachineNow + (pause < LongestPause ? pause : LongestPause), isForgiven: true);
        }
        catch (Exception e) when (IsPassing(e) || (IsLostRace(e) && run.Attempts < AttemptsAtRaces))
        {
            log.LogWarning(e, "Run {RunId} {Kind} hit a fault that may pass, attempt {Attempt}", run.Id, run.Kind, run.Attempts);
            await ReleaseAsync(run, RunStatus.Waiting, null, MachineNow + (options.Pause * run.Attempts));
        }
#pragma warning disable CA1031 // The boundary of the worker: whatever a phase throws becomes a failed run with a number to ask about.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Run {RunId} {Kind} failed in a phase", run.Id, run.Kind);
            await ReleaseAsync(run, RunStatus.Failed, $"發生未預期的錯誤，這個階段沒有寫入任何資料。可再執行一次；若仍失敗，請回報作業編號 {run.Id}。", null);
        }
        finally
        {
            underWay.Forget(run.Id);
        }
    }

    private async Task<(bool IsLost, string? Failure)> CarryOutAsync(Run claimed, RunPhase phase, int index, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.RoomForSetsAsync(cancellation);
        var run = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == claimed.Id, cancellation);
        if (run.Attempts != claimed.Attempts || run.PhasesDone != index)
        {
            return (true, null);
        }

        var context = new RunContext(
            db,
            run,
            scope.ServiceProvider,
            clock.GetUtcNow().UtcDateTime,
            (done, total) => underWay.Show(run.Id, new RunProgress(phase.Title, index, done, total))
        );
        var isOurs = await db.WriteAsync(
            context.Act(phase.Title, detail: string.Create(CultureInfo.InvariantCulture, $"run {run.Id}")),
            async () =>
            {
                await phase.Work(context, cancellation);
                if (context.Failure is not null)
                {
                    return true;
                }

                db.AddRange(context.Findings);
                var done = new
                {
                    id = run.Id,
                    worker = _name,
                    attempts = claimed.Attempts,
                    phasesDone = index + 1,
                    phase = phase.Title,
                    outcome = context.Outcome,
                    until = MachineNow + options.Lease,
                };
                return await db.RunAsync("run-phase-done", done, cancellation) == 1;
            },
            cancellation
        );
        if (context.Failure is not null || !isOurs)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return (!isOurs, context.Failure);
        }

        await transaction.CommitAsync(cancellation);
        return (false, null);
    }

    private async Task ReleaseAsync(Run run, RunStatus status, string? failure, DateTime? notBefore, bool isForgiven = false)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var ended = status == RunStatus.Waiting ? (DateTime?)null : clock.GetUtcNow().UtcDateTime;
        var release = new { id = run.Id, worker = _name, attempts = run.Attempts, status, failure, ended, notBefore, forgiven = isForgiven ? 1 : 0 };
        await db.RunAsync("run-release", release, CancellationToken.None);
    }

    /// <summary>
    /// A writer outside, a clerk's page, was quicker with the same record or the same next number; the phase reads again and decides again. A
    /// phase that always trips over itself looks the same, so this ends sooner than other tries.
    /// </summary>
    private static bool IsLostRace(Exception fault) => fault is DbUpdateConcurrencyException || DatabaseFault.KeyIsTaken(fault);

    /// <summary>Faults of the database that a second try may not meet: deadlock, lost connection, a lock not had in time.</summary>
    private static bool IsPassing(Exception fault) =>
        fault switch
        {
            NpgsqlException { IsTransient: true } => true,
            _ when Outage.Of(fault) == Outage.DatabaseBusy => true,
            _ => fault.InnerException is { } inner && IsPassing(inner),
        };
}

/// <summary>How the run engine behaves.</summary>
public sealed record RunOptions
{
    /// <summary>How long a worker may keep silent before another takes its run.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a worker looks for runs asked for on other servers.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause after a fault that may pass, times the attempt.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs at once in this process.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Measures leases. Not the training clock: moving that must not kill a run.</summary>
    public TimeProvider MachineClock { get; init; } = TimeProvider.System;
}
