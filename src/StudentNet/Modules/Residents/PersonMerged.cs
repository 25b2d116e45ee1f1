using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Modules.Residents;

/// <summary>Two records that proved to be one person (decision 92). Kept for good: it answers whose a number was on a day, and takes a wrong merge apart.</summary>
public sealed class PersonMerged
{
    /// <summary>From the block <c>person-merged</c>.</summary>
    public required long Id { get; init; }

    /// <summary>The record that stays.</summary>
    public required long Survivor { get; init; }

    /// <summary>The record that points to it since.</summary>
    public required long Merged { get; init; }

    public required DateTime At { get; init; }

    public long? AccountId { get; init; }

    public string? OrganisationCode { get; init; }

    /// <summary>Why, in words: the act's reason, or the list that said so.</summary>
    public string? Because { get; init; }

    /// <summary>When it was taken apart again, UTC; null while it stands.</summary>
    public DateTime? ApartAt { get; set; }
}

/// <summary>What became of one row in a merge.</summary>
public enum MergedRowChange
{
    /// <summary>The row came to the record that stays.</summary>
    Came,

    /// <summary>Another row with the same key holds; this one is kept here.</summary>
    SetAside,

    /// <summary>The row was the one that is true now; a newer one is.</summary>
    Ended,

    /// <summary>A row of another key (a number, a notice) points to the record that stays.</summary>
    Pointed,
}

/// <summary>One row that a merge touched, as it was before.</summary>
public sealed class PersonMergedRow
{
    public required long MergeId { get; init; }

    public required int Seq { get; init; }

    /// <summary>Name of the table.</summary>
    public required string Table { get; init; }

    public required MergedRowChange Change { get; init; }

    /// <summary>The record that had the row.</summary>
    public required long Owner { get; init; }

    /// <summary>Key of the row afterwards, as JSON; null where it was set aside.</summary>
    public string? KeyAfter { get; init; }

    /// <summary>The whole row before, as JSON.</summary>
    public required string Before { get; init; }
}

internal sealed class PersonMergedConfiguration : IEntityTypeConfiguration<PersonMerged>, IEntityTypeConfiguration<PersonMergedRow>
{
    public void Configure(EntityTypeBuilder<PersonMerged> builder)
    {
        builder.ToTable("person_merged");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.OrganisationCode).HasMaxLength(8);
        // Of two who take one merge apart in one moment the second finds it apart already.
        builder.Property(m => m.ApartAt).IsConcurrencyToken();
        builder.HasIndex(m => m.Survivor);
        builder.HasIndex(m => m.Merged);
    }

    public void Configure(EntityTypeBuilder<PersonMergedRow> builder)
    {
        builder.ToTable("person_merged_row");
        builder.HasKey(r => new { r.MergeId, r.Seq });
        builder.Property(r => r.Table).HasMaxLength(40);
    }
}
