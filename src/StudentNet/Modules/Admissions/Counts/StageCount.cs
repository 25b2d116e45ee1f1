using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Modules.Admissions.Marking;

namespace StudentNet.Modules.Admissions.Counts;

/// <summary>
/// How far a school is in registration or admission of a year, kept by <see cref="EntrySummary"/>: what county and ministry see is the sum of these
/// rows, and what each figure counts stands in <c>stage-count.sql</c>.
/// </summary>
public sealed class StageCount
{
    public required string SchoolCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required EntryStage Stage { get; init; }

    /// <summary>That of the school.</summary>
    public required SchoolLevel Level { get; init; }

    /// <summary>Children on the list.</summary>
    public required long Listed { get; init; }

    public required long Here { get; init; }

    /// <summary>Not here, for a reason that shows as 未報到.</summary>
    public required long Absent { get; init; }

    /// <summary>Not here, for a reason that shows as 其他, or another school has the child.</summary>
    public required long Elsewhere { get; init; }

    /// <summary>Of those that are here: another school says so too.</summary>
    public required long Contested { get; init; }

    /// <summary>Children of the list about whom something else was said after the last stamp.</summary>
    public required long Changed { get; init; }

    /// <summary>Children who came after the last stamp.</summary>
    public required long Added { get; init; }

    /// <summary>The last stamp, UTC; null: never submitted.</summary>
    public DateTime? StampedAt { get; init; }

    public MarkFigures Figures => new(Listed, Here, Absent, Elsewhere, Contested);
}

/// <summary>
/// Resident children who enter in a year, of one county, allocated to one school (or to none), kept by <see cref="EntrySummary"/>; what is counted
/// stands in <c>place-count.sql</c>.
/// </summary>
public sealed class PlaceCount
{
    /// <summary>County that the entries say; empty: unknown.</summary>
    public required string CountyCode { get; init; }

    /// <summary>School of the allocation; empty: none.</summary>
    public required string SchoolCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    public required PlaceKind Kind { get; init; }

    public required long Children { get; init; }

    /// <summary>Those of them whom the school has been shown.</summary>
    public required long Published { get; init; }
}

/// <summary>What the allocation made of a child.</summary>
public enum PlaceKind
{
    /// <summary>待分發</summary>
    Pending,

    /// <summary>待人工分發</summary>
    NeedsPerson,

    /// <summary>可選校</summary>
    Choice,

    /// <summary>一校</summary>
    Allocated,
}

internal sealed class StageCountConfiguration : IEntityTypeConfiguration<StageCount>, IEntityTypeConfiguration<PlaceCount>
{
    public void Configure(EntityTypeBuilder<StageCount> builder)
    {
        builder.ToTable("stage_count");
        builder.HasKey(c => new { c.SchoolCode, c.Year, c.Stage });
        builder.HasIndex(c => new { c.Year, c.Stage, c.Level });
        builder.Property(c => c.SchoolCode).HasMaxLength(8);
        builder.Ignore(c => c.Figures);
    }

    public void Configure(EntityTypeBuilder<PlaceCount> builder)
    {
        builder.ToTable("place_count");
        builder.HasKey(c => new { c.Year, c.SchoolCode, c.CountyCode, c.Level, c.Kind });
        builder.HasIndex(c => new { c.Year, c.CountyCode });
        builder.Property(c => c.SchoolCode).HasMaxLength(8);
        builder.Property(c => c.CountyCode).HasMaxLength(8);
    }
}
