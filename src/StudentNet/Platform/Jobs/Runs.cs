using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Jobs;

/// <summary>Asks for runs.</summary>
public interface IRuns
{
    /// <summary>
    /// Queues a run, in the caller's transaction if one is open. Work that waits or runs already, of the same kind and key and with the same
    /// parameters, is returned instead of a second time; the same key with other parameters waits behind it.
    /// </summary>
    Task<Run> RequestAsync(StudentNetDb db, string kind, object parameters, string exclusive, Act act, CancellationToken cancellation = default);

    /// <summary>Queues a failed run again; it goes on behind its last finished phase. False: it had not failed, or the same work has been asked for since.</summary>
    Task<bool> RetryAsync(StudentNetDb db, long runId, Act act, CancellationToken cancellation = default);
}

internal sealed class Runs(IEnumerable<IRunKind> kinds, RunSignal signal) : IRuns
{
    /// <summary>So many workers may die or lose it before a run is given up.</summary>
    internal const int AttemptsAllowed = 10;

    public async Task<Run> RequestAsync(
        StudentNetDb db,
        string kind,
        object parameters,
        string exclusive,
        Act act,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(act);
        if (kinds.All(k => k.Kind != kind))
        {
            throw new InvalidOperationException($"There is no kind of run called {kind}.");
        }

        var run = await db.WriteAsync(
            act,
            async () =>
            {
                long? id;
                do
                {
                    id = await InsertAsync(db, kind, parameters, exclusive, act, cancellation) ?? await AskedAsync(db, kind, parameters, exclusive, cancellation);
                } while (id is null); // it ended between the two statements

                return await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == id, cancellation);
            },
            cancellation
        );
        signal.Wake();
        return run;
    }

    public async Task<bool> RetryAsync(StudentNetDb db, long runId, Act act, CancellationToken cancellation = default)
    {
        var changed = await db.WriteAsync(
            act,
            () => db.RunAsync("run-retry", new { id = runId, more = AttemptsAllowed }, cancellation),
            cancellation
        );
        signal.Wake();
        return changed == 1;
    }

    private static async Task<long?> InsertAsync(
        StudentNetDb db,
        string kind,
        object parameters,
        string exclusive,
        Act act,
        CancellationToken cancellation
    )
    {
        await using var insert = await db.CommandAsync(
            """
            insert into run (kind, organisation_code, function, chain, parameters, exclusive, status, phases_done, done, requested_at, requested_by, attempts, attempts_allowed)
            values (@kind, @organisation, @function, @chain, @parameters, @exclusive, 'Waiting', 0, 0, @requested, @by, 0, @allowed)
            on conflict do nothing
            returning id
            """,
            new
            {
                kind,
                organisation = act.OrganisationCode ?? Organisation.MinistryCode,
                function = act.Function,
                chain = act.Chain,
                parameters = JsonSerializer.Serialize(parameters),
                exclusive,
                requested = act.At,
                by = act.AccountId,
                allowed = AttemptsAllowed,
            },
            cancellation
        );
        return await insert.ExecuteScalarAsync(cancellation) is { } id ? Convert.ToInt64(id, CultureInfo.InvariantCulture) : null;
    }

    private static async Task<long?> AskedAsync(StudentNetDb db, string kind, object parameters, string exclusive, CancellationToken cancellation)
    {
        var asked = JsonSerializer.Serialize(parameters);
        return await db.Set<Run>()
            .Where(r => r.Kind == kind && r.Exclusive == exclusive && r.Parameters == asked)
            .Where(r => r.Status == RunStatus.Waiting || r.Status == RunStatus.Running)
            .Select(r => (long?)r.Id)
            .SingleOrDefaultAsync(cancellation);
    }
}

/// <summary>Wakes the workers of this process when something has been asked for; those of other servers look every second.</summary>
#pragma warning disable CA1001 // A semaphore holds something to dispose of only when its wait handle is asked for.
public sealed class RunSignal
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _asked = new(0);

    public void Wake()
    {
        if (_asked.CurrentCount == 0)
        {
            _asked.Release();
        }
    }

    internal Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellation) => _asked.WaitAsync(longest, cancellation);
}
