using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Modules.Residents;

/// <summary>Two children whose shown numbers were the other's (twins, mostly) and were put right. Kept for good: it answers whose a number was on a day.</summary>
public sealed class NumbersExchanged
{
    /// <summary>From the block <c>numbers-exchanged</c>.</summary>
    public required long Id { get; init; }

    public required long First { get; init; }

    public required long Second { get; init; }

    /// <summary>The number that the first child had before.</summary>
    public required string FirstNumber { get; init; }

    /// <summary>The number that the second child had before.</summary>
    public required string SecondNumber { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public long? AccountId { get; init; }

    public string? OrganisationCode { get; init; }

    /// <summary>Why, in the officer's words.</summary>
    public required string Because { get; init; }
}

internal sealed class NumbersExchangedConfiguration : IEntityTypeConfiguration<NumbersExchanged>
{
    public void Configure(EntityTypeBuilder<NumbersExchanged> builder)
    {
        builder.ToTable("numbers_exchanged");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.FirstNumber).HasMaxLength(20);
        builder.Property(e => e.SecondNumber).HasMaxLength(20);
        builder.Property(e => e.OrganisationCode).HasMaxLength(8);
        builder.HasIndex(e => e.First);
        builder.HasIndex(e => e.Second);
    }
}
