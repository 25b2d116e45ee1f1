using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Installations;

/// <summary>
/// What this database was set up as, at its first start, for good: no later option makes a training clock appear over real children. One row.
/// </summary>
public sealed class Installation
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public required InstallationMode Mode { get; init; }

    /// <summary>First start, UTC, on the wall.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>When the first start was through; null: it was broken off, and what it left is a torso.</summary>
    public DateTime? ReadyAt { get; set; }

    /// <summary>How far the training clock is ahead of (or behind) the wall, in ticks; 0 in production.</summary>
    public long ClockOffset { get; set; }
}

/// <summary>What a database is for.</summary>
public enum InstallationMode
{
    /// <summary>Invented people only; the clock can be moved (A5).</summary>
    Training,

    /// <summary>Real children; time is time.</summary>
    Production,
}

internal sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.ToTable("installation");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
    }
}
