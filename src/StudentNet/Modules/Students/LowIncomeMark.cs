using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Modules.Students;

/// <summary>
/// A row of the health ministry's monthly list: this number belongs to a household of low or middle-low income. Kept by number, because the list
/// names people of every age; who is a pupil is told when a roll is compared.
/// </summary>
public sealed class LowIncomeMark
{
    /// <summary>Normalised number of a person.</summary>
    public required string Number { get; init; }

    /// <summary>Month of the data as ROC year × 100 + month: 11509.</summary>
    public required int Month { get; init; }

    public required LowIncomeKind Kind { get; init; }

    public required long ReceiptId { get; init; }
}

/// <summary>低收入戶 or 中低收入戶.</summary>
public enum LowIncomeKind
{
    Low,
    MiddleLow,
}

internal sealed class LowIncomeMarkConfiguration : IEntityTypeConfiguration<LowIncomeMark>
{
    public void Configure(EntityTypeBuilder<LowIncomeMark> builder)
    {
        builder.ToTable("low_income_mark");
        builder.HasKey(m => new { m.Number, m.Month });
        builder.Property(m => m.Number).HasMaxLength(20);
        builder.HasIndex(m => m.Month);
    }
}
