using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>Who does a standing task that one server at a time should do, and until when it may keep silent.</summary>
public sealed class Lease
{
    public required string Name { get; init; }

    public required string Owner { get; init; }

    /// <summary>By the machine's clock, never the training clock.</summary>
    public required DateTime Until { get; init; }
}

/// <summary>
/// Standing tasks of which all servers together want one. The work itself must stay harmless when two do it at once for a moment: a lease is
/// kept by clocks. The embedded database has one server, which holds every lease without asking.
/// </summary>
public sealed class Leases(IServiceScopeFactory scopes, RunOptions options, OutageLog outages)
{
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Does the work whenever the lease is held, until <paramref name="stopping"/>; the work's token ends with the lease.</summary>
    public async Task HoldAsync(string name, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await TakeAsync(name))
            {
                await WorkAsync(name, work, stopping);
            }

            await Task.Delay(options.Look, options.MachineClock, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Takes the lease or renews it; false: another has it, or the database does not answer.</summary>
    internal async Task<bool> TakeAsync(string name)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        if (db.Dialect == Dialect.Sqlite)
        {
            return true;
        }

        try
        {
            var now = options.MachineClock.GetUtcNow().UtcDateTime;
            return await db.RunAsync("lease-take", new { name, owner = _owner, until = now + options.Lease, machineNow = now }) == 1;
        }
        catch (Exception e) when (Outage.Of(e) is { } outage)
        {
            outages.Say(outage, e, "a lease");
            return false;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private async Task WorkAsync(string name, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewing = RenewAsync(name, lost);
        await work(lost.Token);
        await lost.CancelAsync();
        await renewing;
        await GiveBackAsync(name);
    }

    private async Task RenewAsync(string name, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(options.Lease / 3, options.MachineClock);
        try
        {
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                if (!await TakeAsync(name))
                {
                    await lost.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // The work is over.
        }
    }

    private async Task GiveBackAsync(string name)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
            await db.Set<Lease>().Where(l => l.Name == name && l.Owner == _owner).ExecuteDeleteAsync();
        }
        catch (Exception e) when (e is DbException || Outage.Of(e) is not null)
        {
            // It lapses by itself. The framework wraps what the driver says.
        }
    }
}

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> builder)
    {
        builder.ToTable("lease");
        builder.HasKey(l => l.Name);
        builder.Property(l => l.Name).HasMaxLength(40);
    }
}
