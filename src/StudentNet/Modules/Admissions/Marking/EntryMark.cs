using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>
/// What one school says about one child in one stage: it is here, it is not here and why. The entry's state follows from all of them
/// (<see cref="EntryOutcome"/>); two schools that both say "here" are two rows, so that a conflict is data and not a lost write.
/// </summary>
[PersonRows(RowMeeting.PersonDecides, By = nameof(Weight))]
public sealed class EntryMark : IVersioned
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    public required EntryStage Stage { get; init; }

    /// <summary>The school that says so.</summary>
    public required string SchoolCode { get; init; }

    public required MarkState State { get; set; }

    /// <summary>Why not here: a code of <c>Reference/reasons.csv</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The school that the reason names, where it needs one.</summary>
    public string? ReasonSchool { get; set; }

    /// <summary>The words that the reason asks for.</summary>
    public string? ReasonDetail { get; set; }

    /// <summary>The school added the child itself (single addition, batch file): it was not on its list.</summary>
    public bool IsAddition { get; set; }

    /// <summary>Last change, UTC. Among the schools that say "here" the earliest holds the child.</summary>
    public required DateTime At { get; set; }

    /// <summary>Who changed it last; null: the system.</summary>
    public long? AccountId { get; set; }

    public int Version { get; set; }

    /// <summary>Whether it says something; a mark that was taken back stays as a row, for its trace and its version.</summary>
    public bool Stands => State != MarkState.Cleared;

    /// <summary>Of two marks of one school and stage the weightier holds: "here" before "not here" before taken back, then the earlier.</summary>
    public (int, DateTime) Weight => (State switch { MarkState.Here => 0, MarkState.NotHere => 1, _ => 2 }, At);
}

/// <summary>What a mark says.</summary>
public enum MarkState
{
    /// <summary>未處理: taken back.</summary>
    Cleared,

    /// <summary>已報到 or 已入學.</summary>
    Here,

    /// <summary>未報到 or 未入學, with a reason.</summary>
    NotHere,
}

internal sealed class EntryMarkConfiguration : IEntityTypeConfiguration<EntryMark>
{
    public void Configure(EntityTypeBuilder<EntryMark> builder)
    {
        builder.ToTable("entry_mark");
        builder.HasKey(m => new { m.PersonId, m.Year, m.Level, m.Stage, m.SchoolCode });
        // A school reads its own marks of one stage or of both: school first, or each list would be searched for among all of the country, and so
        // would each child, while PostgreSQL has no statistics of the table.
        builder.HasIndex(m => new { m.SchoolCode, m.Year, m.Level, m.Stage, m.State });
        builder.Property(m => m.SchoolCode).HasMaxLength(8);
        builder.Property(m => m.ReasonDetail).HasMaxLength(MarkRules.DetailLength);
        builder.Ignore(m => m.Stands);
        builder.Ignore(m => m.Weight);
    }
}
