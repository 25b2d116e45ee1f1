using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>
/// A child whose address must not be told (保護令, 安置; domain §7). While it holds, the databases themselves keep the address out of <c>residence</c> (residence-hidden.shape): what reads a
/// residence, today or in ten years, finds a placeholder. The address stands in <see cref="ResidenceHidden"/>, which one page opens to whom the county has named.
/// </summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class AddressSuppression : IVersioned
{
    /// <summary>What stands in the place of the address.</summary>
    public const string Placeholder = "（保護個案，不顯示）";

    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per child.</summary>
    public required int Seq { get; init; }

    /// <summary>Who ordered it: a court, the county's social affairs.</summary>
    public required string Authority { get; init; }

    public required string DocumentNo { get; init; }

    /// <summary>The county that entered it, which alone may lift it.</summary>
    public required string CountyCode { get; init; }

    /// <summary>The person of the county who may see the address; nobody else may.</summary>
    public long? ViewerAccountId { get; set; }

    public required DateTime EnteredAt { get; init; }

    public long? AccountId { get; init; }

    public long? ReceiptId { get; init; }

    /// <summary>When it was lifted, UTC; null: it holds.</summary>
    public DateTime? LiftedAt { get; set; }

    public string? LiftReason { get; set; }

    public int Version { get; set; }
}

/// <summary>The address of a residence whose child is protected. The databases write it; no page but one reads it.</summary>
[PersonRows(RowMeeting.Follows, Parent = typeof(Residence))]
public sealed class ResidenceHidden
{
    public required long PersonId { get; init; }

    /// <summary>Number of the residence.</summary>
    public required int Seq { get; init; }

    public required string Address { get; init; }
}

internal sealed class AddressSuppressionConfiguration : IEntityTypeConfiguration<AddressSuppression>, IEntityTypeConfiguration<ResidenceHidden>
{
    public void Configure(EntityTypeBuilder<AddressSuppression> builder)
    {
        builder.ToTable("address_suppression");
        builder.HasKey(s => new { s.PersonId, s.Seq });
        builder.Property(s => s.CountyCode).HasMaxLength(8);
        builder.HasIndex(s => s.CountyCode);
    }

    public void Configure(EntityTypeBuilder<ResidenceHidden> builder)
    {
        builder.ToTable("residence_hidden");
        builder.HasKey(h => new { h.PersonId, h.Seq });
    }
}
