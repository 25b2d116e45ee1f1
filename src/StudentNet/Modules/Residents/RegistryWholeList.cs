using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Modules.Residents;

/// <summary>A list of every child of compulsory age that was taken over (全齡名冊): what it did. Whoever looks sees how old the registry's last whole word is.</summary>
public sealed class RegistryWholeList
{
    /// <summary>Days after which the next one is overdue.</summary>
    public const int StaleAfterDays = 400;

    public required long ReceiptId { get; init; }

    public required string OrganisationCode { get; init; }

    /// <summary>Data date of its newest row.</summary>
    public required DateOnly AsOf { get; init; }

    public required DateTime ReceivedAt { get; init; }

    /// <summary>Children that it named.</summary>
    public required int Children { get; init; }

    /// <summary>Residences that ended because it lacks the child.</summary>
    public required int Ended { get; init; }

    /// <summary>Children whom it lacks and whose residence stays, because it lacks a third of their county.</summary>
    public required int Kept { get; init; }
}

internal sealed class RegistryWholeListConfiguration : IEntityTypeConfiguration<RegistryWholeList>
{
    public void Configure(EntityTypeBuilder<RegistryWholeList> builder)
    {
        builder.ToTable("registry_whole_list");
        builder.HasKey(l => l.ReceiptId);
        builder.Property(l => l.ReceiptId).ValueGeneratedNever();
        builder.Property(l => l.OrganisationCode).HasMaxLength(8);
    }
}
