using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>
/// One national comparison (domain §7): every resident child of the entering cohort, less those accounted for. It keeps what it was made of,
/// by which rules, and what came of it, so that it can be repeated and explained years later.
/// </summary>
public sealed class NationalComparison
{
    /// <summary>Number of the comparison: 1, 2, 3 … over all years.</summary>
    public required long Id { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>The day whose state it compares, in Taipei; age-out is reckoned for it.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Version of the passes: the hash of <c>comparison-passes.csv</c> and the statement that applies them.</summary>
    public required string RuleVersion { get; init; }

    /// <summary>The comparison of the same year and level before this one.</summary>
    public long? PreviousId { get; init; }

    public required long RunId { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTime? EndedAt { get; set; }

    public int Candidates { get; set; }

    public int Accounted { get; set; }

    /// <summary>Children accounted for by nothing.</summary>
    public int Unaccounted { get; set; }
}

/// <summary>A source as it stood when a comparison read it: how much was in it and when it last came in.</summary>
public sealed class ComparisonInput
{
    public required long ComparisonId { get; init; }

    /// <summary>Name of the source: 戶政名冊, N5 入學名冊.</summary>
    public required string Source { get; init; }

    public required long Rows { get; init; }

    /// <summary>When the newest row came in, UTC; null for an empty source.</summary>
    public DateTime? ReceivedAt { get; init; }
}

/// <summary>What a comparison found for one child: the pass that accounts for it, or none.</summary>
[PersonRows(RowMeeting.Stays)]
public sealed class ComparisonResult
{
    public required long PersonId { get; init; }

    public required long ComparisonId { get; init; }

    /// <summary>Number of the pass (<c>comparison-passes.csv</c>) that accounted for the child first; null: nothing does.</summary>
    public int? Pass { get; init; }

    /// <summary>What the pass found: the school that admitted, the approval's number.</summary>
    public string? Detail { get; init; }

    /// <summary>County of the latest residence, which answers for the child.</summary>
    public string? CountyCode { get; init; }
}

/// <summary>Name and birth date equal those of an admitted child with another number: possibly the same, for a person to judge (domain §7).</summary>
[PersonRows(RowMeeting.Stays)]
public sealed class PossibleMatch
{
    public required long PersonId { get; init; }

    public required long ComparisonId { get; init; }

    public required long OtherPersonId { get; init; }

    /// <summary>School that admitted the other.</summary>
    public required string SchoolCode { get; init; }
}

internal sealed class ComparisonConfiguration
    : IEntityTypeConfiguration<NationalComparison>,
        IEntityTypeConfiguration<ComparisonInput>,
        IEntityTypeConfiguration<ComparisonResult>,
        IEntityTypeConfiguration<PossibleMatch>
{
    public void Configure(EntityTypeBuilder<NationalComparison> builder)
    {
        builder.ToTable("national_comparison");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => new { c.Year, c.Level });
        // One comparison per run, however often the run is taken up again.
        builder.HasIndex(c => c.RunId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ComparisonInput> builder)
    {
        builder.ToTable("comparison_input");
        builder.HasKey(i => new { i.ComparisonId, i.Source });
    }

    public void Configure(EntityTypeBuilder<ComparisonResult> builder)
    {
        builder.ToTable("comparison_result");
        builder.HasKey(r => new { r.PersonId, r.ComparisonId });
        builder.HasIndex(r => new
        {
            r.ComparisonId,
            r.CountyCode,
            r.Pass,
        });
    }

    public void Configure(EntityTypeBuilder<PossibleMatch> builder)
    {
        builder.ToTable("possible_match");
        builder.HasKey(m => new
        {
            m.PersonId,
            m.ComparisonId,
            m.OtherPersonId,
        });
    }
}
