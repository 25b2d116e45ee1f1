using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>
/// A pupil of special education (鑑輔生, Q4) as the monthly list of the special-education network tells it, from one list to the next; the latest
/// has no <see cref="Until"/>. Nobody edits it here.
/// </summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true, OpenUntil = nameof(Until), UntilIsMonth = true, By = nameof(ReceivedAt))]
public sealed class SpecialPlacement : IListedPupil
{
    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per person.</summary>
    public required int Seq { get; init; }

    /// <summary>Unit where the pupil is placed.</summary>
    public required string SchoolCode { get; init; }

    /// <summary>Grade 1–9 as the list says it.</summary>
    public required int Grade { get; init; }

    /// <summary>特教類別: a code of <c>Reference/special-categories.csv</c>.</summary>
    public required string Category { get; init; }

    /// <summary>安置型態: a code of <c>Reference/special-placements.csv</c>.</summary>
    public required string Placement { get; init; }

    /// <summary>鑑定日期.</summary>
    public required DateOnly ApprovedOn { get; init; }

    /// <summary>Until when the approval holds, where the list says it.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>酌減人數: by how many pupils the class may be smaller, 0–3.</summary>
    public required int ClassReduction { get; init; }

    /// <summary>Month (its first day) of the list that said so first.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>When that list came in, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    public required long ReceiptId { get; init; }

    /// <summary>Month (its first day) of the list that no longer said so, or in which the record became one with another that knows better.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>The receipt of that list.</summary>
    public long? EndReceiptId { get; set; }
}

/// <summary>A monthly list of the special-education network that was taken over.</summary>
public sealed class SpecialList
{
    public required long ReceiptId { get; init; }

    /// <summary>First day of the month it is about.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>When it came in, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>Pupils it named.</summary>
    public required int Pupils { get; init; }
}

internal sealed class SpecialPlacementConfiguration : IEntityTypeConfiguration<SpecialPlacement>, IEntityTypeConfiguration<SpecialList>
{
    public void Configure(EntityTypeBuilder<SpecialPlacement> builder)
    {
        builder.ToTable("special_placement");
        builder.HasKey(p => new { p.PersonId, p.Seq });
        builder.Property(p => p.SchoolCode).HasMaxLength(8);
        builder.HasIndex(p => new { p.SchoolCode, p.Until });
    }

    public void Configure(EntityTypeBuilder<SpecialList> builder)
    {
        builder.ToTable("special_list");
        builder.HasKey(l => l.ReceiptId);
        builder.Property(l => l.ReceiptId).ValueGeneratedNever();
    }
}
