using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// A long piece of work: what was asked, how far it is, what came of it (design §2). Kept for good. Asked for through <see cref="IRuns"/>;
/// only the run engine changes it afterwards, by statements that name the worker and the attempt, so a worker that lost it cannot.
/// </summary>
public sealed class Run
{
    public long Id { get; init; }

    /// <summary>Name of the kind, <c>allocation</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The organisation it was asked for; its scope may see the run.</summary>
    public required string OrganisationCode { get; init; }

    /// <summary>Printed code of the function it was asked from; its phases are audited under it.</summary>
    public required string Function { get; init; }

    /// <summary>The audit chain its phases are entered in.</summary>
    public required string Chain { get; init; }

    /// <summary>JSON of what was asked.</summary>
    public required string Parameters { get; init; }

    /// <summary>What it is not to run beside: two runs of one key never run at once.</summary>
    public required string Exclusive { get; init; }

    public RunStatus Status { get; init; }

    /// <summary>Title of the phase under way.</summary>
    public string? Phase { get; init; }

    public int PhasesDone { get; init; }

    public long Done { get; init; }

    public long? Total { get; init; }

    /// <summary>JSON of the figures, those of the finished phases.</summary>
    public string? Outcome { get; init; }

    /// <summary>What went wrong, in words for a person.</summary>
    public string? Failure { get; init; }

    /// <summary>On the clock of the pages, like all instants below but the lease.</summary>
    public DateTime RequestedAt { get; init; }

    public long? RequestedBy { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    /// <summary>How often a worker took it up; above one, it was resumed. With <see cref="Worker"/> it fences off a worker that was thought dead.</summary>
    public int Attempts { get; init; }

    /// <summary>At which attempt it is given up: a phase that kills its worker must not do so for ever.</summary>
    public int AttemptsAllowed { get; init; }

    /// <summary>The worker that has it.</summary>
    public string? Worker { get; init; }

    /// <summary>Until when the worker may keep silent. The machine's clock, never the training clock.</summary>
    public DateTime? LeaseUntil { get; init; }

    /// <summary>Not taken up before: a pause after a fault that may pass. The machine's clock.</summary>
    public DateTime? NotBefore { get; init; }
}

/// <summary>State of a run.</summary>
public enum RunStatus
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>Something a run found that a person should see: what, and what to do.</summary>
public sealed class RunFinding
{
    public required long RunId { get; init; }

    public required int Seq { get; init; }

    public required FindingSeverity Severity { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public string? Hint { get; init; }
}

/// <summary>Whether a finding stops something, or is only worth a look.</summary>
public enum FindingSeverity
{
    Info,
    Warning,
    Error,
}

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>, IEntityTypeConfiguration<RunFinding>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("run");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.OrganisationCode).HasMaxLength(8);
        builder.HasIndex(r => new { r.OrganisationCode, r.Id });
        // The database itself refuses a second run of one key, and a second request for the same work.
        builder.HasIndex(r => r.Exclusive).IsUnique().HasDatabaseName("run_exclusive_running").HasFilter("status = 'Running'");
        builder.HasIndex(r => new { r.Kind, r.Exclusive, r.Parameters }).IsUnique().HasDatabaseName("run_asked_once").HasFilter("status in ('Waiting', 'Running')");
    }

    public void Configure(EntityTypeBuilder<RunFinding> builder)
    {
        builder.ToTable("run_finding");
        builder.HasKey(f => new { f.RunId, f.Seq });
    }
}
