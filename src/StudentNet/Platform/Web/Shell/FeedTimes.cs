using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Web;

/// <summary>How old the data of all sources are, put together from all modules, to half a minute (<see cref="TodoCounts"/>).</summary>
public sealed class FeedTimes(IEnumerable<IFeedSource> sources, TodoCounts counts)
{
    public async Task<IReadOnlyList<FeedLine>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        if (counts.FindFeeds(caller, now) is { } kept)
        {
            return kept;
        }

        var lines = new List<FeedLine>();
        foreach (var source in sources)
        {
            lines.AddRange(await source.OfAsync(caller, now, cancellation));
        }

        counts.Keep(caller, lines, now);
        return lines;
    }
}
