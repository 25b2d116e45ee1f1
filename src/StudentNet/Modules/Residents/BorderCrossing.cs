using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>That a child left the country or came back (移民署 入出境, domain §12). A child is abroad from the day it left to the day before it came back.</summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class BorderCrossing
{
    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per child, in the order of hearing of them.</summary>
    public required int Seq { get; init; }

    public required BorderDirection Direction { get; init; }

    public required DateOnly CrossedOn { get; init; }

    /// <summary>Hour and minute, <c>0930</c>; <c>0000</c> where none was sent.</summary>
    public required string Clock { get; init; }

    /// <summary>When we learned of it, UTC: about two weeks later.</summary>
    public required DateTime ReceivedAt { get; init; }

    public required long ReceiptId { get; init; }
}

/// <summary>Which way.</summary>
public enum BorderDirection
{
    /// <summary>出境</summary>
    Out,

    /// <summary>入境</summary>
    In,
}

/// <summary>A list of border crossings that was taken over, so that its lag can be told.</summary>
public sealed class BorderList
{
    /// <summary>The list of a Friday lags two weeks; when the newest says nothing of the last four, it is late.</summary>
    public const int StaleAfterDays = 28;

    public required long ReceiptId { get; init; }

    /// <summary>Last day that it tells of.</summary>
    public required DateOnly Through { get; init; }

    public required DateTime ReceivedAt { get; init; }

    public required int Rows { get; init; }

    /// <summary>Rows about somebody whom the network does not know.</summary>
    public required int Unknown { get; init; }

    /// <summary>Departures that were not taken over, because the list is a third smaller than the one before.</summary>
    public required int Held { get; init; }
}

internal sealed class BorderConfiguration : IEntityTypeConfiguration<BorderCrossing>, IEntityTypeConfiguration<BorderList>
{
    public void Configure(EntityTypeBuilder<BorderCrossing> builder)
    {
        builder.ToTable("border_crossing");
        builder.HasKey(c => new { c.PersonId, c.Seq });
        builder.Property(c => c.Clock).HasMaxLength(4);
    }

    public void Configure(EntityTypeBuilder<BorderList> builder)
    {
        builder.ToTable("border_list");
        builder.HasKey(l => l.ReceiptId);
        builder.Property(l => l.ReceiptId).ValueGeneratedNever();
        builder.HasIndex(l => l.Through);
    }
}
