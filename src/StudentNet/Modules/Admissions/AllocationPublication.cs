using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Modules.Admissions;

/// <summary>The stamp of a county's publication: from then on its schools see their lists. A later one shows what was allocated since.</summary>
public sealed class AllocationPublication
{
    public required string CountyCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Seq { get; init; }

    public required DateTime At { get; init; }

    public required long? AccountId { get; init; }

    /// <summary>Children whose allocation it showed to their schools.</summary>
    public required int Children { get; init; }

    /// <summary>Schools they went to.</summary>
    public required int Schools { get; init; }

    /// <summary>Children that still needed a person then.</summary>
    public required int NeedsPerson { get; init; }

    /// <summary>When the county took it back, UTC; null: it stands.</summary>
    public DateTime? WithdrawnAt { get; set; }

    /// <summary>Of <see cref="Children"/>, those that went back to not published. The others had been acted on by a school.</summary>
    public int Withdrawn { get; set; }

    /// <summary>收執碼 over who was published to which school.</summary>
    public required string ReceiptCode { get; init; }
}

internal sealed class AllocationPublicationConfiguration : IEntityTypeConfiguration<AllocationPublication>
{
    public void Configure(EntityTypeBuilder<AllocationPublication> builder)
    {
        builder.ToTable("allocation_publication");
        builder.HasKey(p => new { p.CountyCode, p.Year, p.Level, p.Seq });
    }
}
