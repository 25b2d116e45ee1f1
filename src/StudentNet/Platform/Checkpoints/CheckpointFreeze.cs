using StudentNet.Platform.Windows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Checkpoints;

/// <summary>
/// A module's figures for the checkpoint of a window: a statement file that selects <c>organisation_code, name, value</c> per school, given
/// <c>@year</c>, <c>@level</c>, <c>@before</c> (UTC, exclusive) and its <c>@day</c> in Taiwan: the figures as they stood at that instant, told from
/// the history.
/// Counties and the nation are their sums.
/// </summary>
/// <param name="Window">Name of the row in <c>windows.csv</c>.</param>
/// <param name="Statement">Name of the statement file.</param>
/// <param name="Placeless">Codes of a table whose rows the statement leaves out, as <c>@placeless</c>: <c>|a|b|</c>.</param>
public sealed record CheckpointFigures(string Window, string Statement, string Placeless = "||");

/// <summary>A checkpoint that has been frozen: its figures stand for good.</summary>
public sealed class CheckpointFreeze
{
    /// <summary>Name in <c>checkpoints.csv</c>.</summary>
    public required string Checkpoint { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>The checkpoint's instant, UTC: the figures stand as of then.</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>When they were written down, UTC: later where no server was running.</summary>
    public required DateTime FrozenAt { get; init; }
}

/// <summary>One figure of an organisation at a checkpoint. Written once, never changed.</summary>
public sealed class CheckpointFigure
{
    public required string Checkpoint { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    public required string OrganisationCode { get; init; }

    /// <summary>Name in <c>figures.csv</c>.</summary>
    public required string Name { get; init; }

    public required long Value { get; init; }
}

internal sealed class CheckpointConfiguration : IEntityTypeConfiguration<CheckpointFreeze>, IEntityTypeConfiguration<CheckpointFigure>
{
    public void Configure(EntityTypeBuilder<CheckpointFreeze> builder)
    {
        builder.ToTable("checkpoint_freeze");
        builder.HasKey(f => new { f.Checkpoint, f.Year, f.Level });
        builder.Property(f => f.Checkpoint).HasMaxLength(20);
    }

    public void Configure(EntityTypeBuilder<CheckpointFigure> builder)
    {
        builder.ToTable("checkpoint_figure");
        builder.HasKey(f => new { f.Checkpoint, f.Year, f.Level, f.OrganisationCode, f.Name });
        builder.Property(f => f.Checkpoint).HasMaxLength(20);
        builder.Property(f => f.OrganisationCode).HasMaxLength(8);
        builder.Property(f => f.Name).HasMaxLength(40);
    }
}
