using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents;

/// <summary>
/// What an agency said of a child (domain §12): searched for or found by the police, on a kindergarten's list, in a correctional school, reported to 中輟通報系統. The feed is a row of
/// <c>agency-feeds.csv</c>. A row is ended, never changed otherwise.
/// </summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class AgencyRecord
{
    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per child, in the order of hearing of them.</summary>
    public required int Seq { get; init; }

    /// <summary>A code of <c>agency-feeds.csv</c>.</summary>
    public required string Feed { get; init; }

    /// <summary>What it is, where the feed tells several things: a code of <c>agency-kinds.csv</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>First day, or the day of what happened.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The day after the last; null: it goes on, or it happened on one day.</summary>
    public DateOnly? ValidUntil { get; set; }

    /// <summary>Kindergarten, institution or police unit, in the agency's words.</summary>
    public string? Place { get; init; }

    /// <summary>The school that it is about.</summary>
    public string? SchoolCode { get; init; }

    public string? DocumentNo { get; init; }

    /// <summary>When we learned of it, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    public required long ReceiptId { get; init; }

    /// <summary>When we learned of its end, UTC.</summary>
    public DateTime? EndReceivedAt { get; set; }

    public long? EndReceiptId { get; set; }
}

/// <summary>A list of an agency that was taken over, so that its age and its size can be told.</summary>
public sealed class AgencyList
{
    public required long ReceiptId { get; init; }

    public required string Feed { get; init; }

    /// <summary>Last day that it tells of.</summary>
    public required DateOnly Through { get; init; }

    public required DateTime ReceivedAt { get; init; }

    /// <summary>Different numbers in it: a doubled list is no larger than a single one.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows about somebody whom the network does not know.</summary>
    public required int Unknown { get; init; }

    /// <summary>Rows that were not taken over, because the list is a third smaller than the one before.</summary>
    public required int Held { get; init; }

    /// <summary>Children that a whole list has no more.</summary>
    public required int Ended { get; init; }
}

/// <summary>A feed of an agency: a row of <c>agency-feeds.csv</c>.</summary>
/// <param name="Agency">Who sends it.</param>
/// <param name="StaleDays">When the newest list says nothing of so many last days, the feed is late.</param>
/// <param name="IsWhole">Each list names everybody: whom it lacks has left.</param>
/// <param name="Rule">The rule of the ledger that it feeds; null: it explains nobody and only tells.</param>
public sealed record AgencyFeed(string Code, string Title, string Agency, int StaleDays, bool IsWhole, int? Rule, string Every)
{
    /// <summary>All feeds, in the order of the table.</summary>
    public static IReadOnlyList<AgencyFeed> All { get; } =
        ReferenceFile.Rows(
            "agency-feeds.csv",
            row => new AgencyFeed(
                row("code"),
                row("title"),
                row("agency"),
                int.Parse(row("stale_days"), CultureInfo.InvariantCulture),
                row("whole") == "true",
                row("rule") is { Length: > 0 } rule ? int.Parse(rule, CultureInfo.InvariantCulture) : null,
                row("every")
            )
        );

    /// <summary>A small list may hold new people back: so it does where somebody would leave a list of children by it.</summary>
    public bool IsGuarded => IsWhole || Rule is not null;

    /// <summary>The feed of a code.</summary>
    public static AgencyFeed Of(string code) => All.Single(f => f.Code == code);
}

/// <summary>What a feed may say: a row of <c>agency-kinds.csv</c>.</summary>
/// <param name="IsOfOneDay">It happened on a day and lasts no longer.</param>
public sealed record AgencyKind(string Feed, string Code, string Title, bool IsOfOneDay)
{
    public static IReadOnlyList<AgencyKind> All { get; } =
        ReferenceFile.Rows("agency-kinds.csv", row => new AgencyKind(row("feed"), row("code"), row("title"), row("one_day") == "true"));

    /// <summary>Those of a feed, for files.</summary>
    public static CodeTable CodesOf(string feed) =>
        new("類別", [.. All.Where(k => k.Feed == feed).Select((k, i) => new CodeRow(k.Code, (i + 1).ToString(CultureInfo.InvariantCulture), k.Title))]);

    /// <summary>Title of a code; the code itself where the table has lost it.</summary>
    public static string TitleOf(string code) => All.FirstOrDefault(k => k.Code == code)?.Title ?? code;
}

internal sealed class AgencyConfiguration : IEntityTypeConfiguration<AgencyRecord>, IEntityTypeConfiguration<AgencyList>
{
    public void Configure(EntityTypeBuilder<AgencyRecord> builder)
    {
        builder.ToTable("agency_record");
        builder.HasKey(r => new { r.PersonId, r.Seq });
        builder.Property(r => r.Feed).HasMaxLength(20);
        builder.Property(r => r.Kind).HasMaxLength(20);
        builder.Property(r => r.SchoolCode).HasMaxLength(8);
        builder.HasIndex(r => new { r.Feed, r.ValidUntil });
    }

    public void Configure(EntityTypeBuilder<AgencyList> builder)
    {
        builder.ToTable("agency_list");
        builder.HasKey(l => l.ReceiptId);
        builder.Property(l => l.ReceiptId).ValueGeneratedNever();
        builder.Property(l => l.Feed).HasMaxLength(20);
        builder.HasIndex(l => new { l.Feed, l.Through });
    }
}
