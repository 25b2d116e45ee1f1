using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>A long piece of work: what was asked, how far it is, what came of it (design §2). Kept for good.</summary>
public sealed class Run : IVersioned
{
    public long Id { get; init; }

    /// <summary>Name of the kind, <c>allocation</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The organisation it was asked for; its scope may see the run.</summary>
    public required string OrganisationCode { get; init; }

    /// <summary>JSON of what was asked.</summary>
    public required string Parameters { get; init; }

    /// <summary>What it is not to run beside: two runs of one key never run at once.</summary>
    public required string Exclusive { get; init; }

    public RunStatus Status { get; set; }

    /// <summary>Title of the phase under way.</summary>
    public string? Phase { get; set; }

    public int PhasesDone { get; set; }

    public long Done { get; set; }

    public long? Total { get; set; }

    /// <summary>JSON of the figures at the end.</summary>
    public string? Outcome { get; set; }

    /// <summary>What went wrong, in words for a person.</summary>
    public string? Failure { get; set; }

    public DateTime RequestedAt { get; init; }

    public long? RequestedBy { get; init; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    /// <summary>How often a worker took it up; above one, it was resumed.</summary>
    public int Attempts { get; set; }

    /// <summary>The worker that has it, and until when it may keep silent.</summary>
    public string? Worker { get; set; }

    public DateTime? LeaseUntil { get; set; }

    public int Version { get; set; }
}

/// <summary>State of a run.</summary>
public enum RunStatus
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>Something a run found that a person should see: where, what, why, what to do.</summary>
public sealed class RunFinding
{
    public required long RunId { get; init; }

    public required int Seq { get; init; }

    public required string Severity { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public string? Hint { get; init; }
}

/// <summary>
/// A kind of run. Each phase runs in one transaction that also records that the phase is done, so a worker that dies leaves either the whole
/// phase or nothing of it, and the run goes on from there.
/// </summary>
public interface IRunKind
{
    string Kind { get; }

    /// <summary>Title for people: 新生分發.</summary>
    string Title { get; }

    /// <summary>Phases in order.</summary>
    IReadOnlyList<RunPhase> Phases { get; }
}

/// <summary>One phase: its title, and its work inside the phase's transaction.</summary>
public sealed record RunPhase(string Title, Func<RunContext, CancellationToken, Task> Work);

/// <summary>What a phase has in hand.</summary>
public sealed class RunContext(StudentNetDb db, Run run, IServiceProvider services, DateTime now, Action<long, long?> report)
{
    /// <summary>The context, with the phase's transaction open.</summary>
    public StudentNetDb Db { get; } = db;

    public Run Run { get; } = run;

    public IServiceProvider Services { get; } = services;

    public DateTime Now { get; } = now;

    /// <summary>Shows progress to whoever watches; cheap, may be called per row.</summary>
    public void Report(long done, long? total = null) => report(done, total);

    /// <summary>What was asked.</summary>
    public T Parameters<T>() => System.Text.Json.JsonSerializer.Deserialize<T>(Run.Parameters)!;

    /// <summary>Adds a figure to the outcome.</summary>
    public void Figure(string name, long value) => Figures[name] = value;

    internal Dictionary<string, long> Figures { get; } = new(StringComparer.Ordinal);
}

/// <summary>Asks for runs and reads them.</summary>
public interface IRuns
{
    /// <summary>Queues a run, in the caller's transaction if one is open. A waiting or running run of the same kind and key is returned instead of a second one.</summary>
    Task<Run> RequestAsync(StudentNetDb db, string kind, object parameters, string exclusive, Act act, CancellationToken cancellation = default);
}

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>, IEntityTypeConfiguration<RunFinding>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("run");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => new { r.Status, r.RequestedAt });
    }

    public void Configure(EntityTypeBuilder<RunFinding> builder)
    {
        builder.ToTable("run_finding");
        builder.HasKey(f => new { f.RunId, f.Seq });
    }
}
