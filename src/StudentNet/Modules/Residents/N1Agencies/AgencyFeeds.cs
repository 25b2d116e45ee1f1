using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.N1Agencies;

/// <summary>How a feed stands today.</summary>
/// <param name="Last">The newest list; null: none has come.</param>
/// <param name="Failed">The newest file was not taken over, and came after that list.</param>
public sealed record AgencyFeedState(AgencyFeed Feed, AgencyList? Last, DateTime? Failed)
{
    /// <summary>One line for pages: what is wrong with it, or that nothing is.</summary>
    public Status StatusOn(DateOnly today) =>
        Last is null ? new Status(Tone.Warn, "尚未接收")
        : Failed is not null ? new Status(Tone.Bad, "最近一份沒有寫入，沿用最後所知")
        : Last.Through.AddDays(Feed.StaleDays) < today ? new Status(Tone.Bad, $"逾 {Feed.StaleDays} 天沒有新資料，沿用最後所知")
        : Last.Held > 0 ? new Status(Tone.Bad, "少三分之一以上，沿用最後所知")
        : new Status(Tone.Ok, Feed.Every);
}

/// <summary>How the feeds of the agencies stand, for the home pages and the page that receives them.</summary>
public sealed class AgencyFeeds(StudentNetDb db) : IFeedSource
{
    /// <summary>All feeds, in the order of their table.</summary>
    public async Task<IReadOnlyList<AgencyFeedState>> ReadAsync(CancellationToken cancellation = default)
    {
        var newest = await db.Set<AgencyList>()
            .AsNoTracking()
            .Where(l => !db.Set<AgencyList>().Any(n => n.Feed == l.Feed && (n.Through > l.Through || (n.Through == l.Through && n.ReceiptId > l.ReceiptId))))
            .ToListAsync(cancellation);
        var formats = AgencyFormats.All.Select(f => f.Code).ToList();
        // What still waits for a person is no failure.
        var broken = await db.Set<Receipt>()
            .AsNoTracking()
            .Where(r => formats.Contains(r.Format) && r.Status == ReceiptStatus.Failed)
            .GroupBy(r => r.Format)
            .Select(g => new { Format = g.Key, At = g.Max(r => r.ReceivedAt) })
            .ToListAsync(cancellation);
        return
        [
            .. AgencyFeed.All.Select(
                (feed, i) =>
                {
                    var last = newest.SingleOrDefault(l => l.Feed == feed.Code);
                    var failed = broken.SingleOrDefault(r => r.Format == formats[i])?.At;
                    return new AgencyFeedState(feed, last, failed > (last?.ReceivedAt ?? DateTime.MinValue) ? failed : null);
                }
            ),
        ];
    }

    public async Task<IReadOnlyList<FeedLine>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Level is not (Level.Ministry or Level.County))
        {
            return [];
        }

        var today = TaipeiTime.Today(now);
        return [.. (await ReadAsync(cancellation)).Select(s => new FeedLine(s.Feed.Agency, s.Last is { } l ? $"{s.Feed.Title}，反映至 {RocDate.Short(l.Through)}" : s.Feed.Title, s.Last?.ReceivedAt, s.StatusOn(today)))];
    }
}
