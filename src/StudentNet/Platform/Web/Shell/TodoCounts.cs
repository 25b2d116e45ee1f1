using System.Collections.Concurrent;
using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Web;

/// <summary>
/// What is due for those who do a duty at an organisation, as every page counts it beside the bell. To count is dearer than most pages,
/// so it is kept for half a minute, or until somebody of the organisation sends something: what one does oneself is seen at once, what
/// another organisation does a little later.
/// </summary>
public sealed class TodoCounts
{
    /// <summary>How long a count is shown without counting again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Organisation, string Duty), (IReadOnlyList<DueItem> Due, DateTime At)> _counts = [];

    private readonly ConcurrentDictionary<(string Organisation, string Duty), (IReadOnlyList<FeedLine> Feeds, DateTime At)> _feeds = [];

    /// <summary>What is kept; null: there is nothing, or it is too old.</summary>
    /// <param name="now">By the application's clock: when it is moved, nothing is kept.</param>
    public IReadOnlyList<DueItem>? Find(Caller caller, DateTime now) =>
        _counts.TryGetValue(KeyOf(caller), out var kept) && (now - kept.At).Duration() < Kept ? kept.Due : null;

    /// <summary>Keeps what was just counted.</summary>
    public void Keep(Caller caller, IReadOnlyList<DueItem> due, DateTime now) => _counts[KeyOf(caller)] = (due, now);

    /// <summary>Forgets what an organisation had to do: something of it may be done.</summary>
    public void Forget(string organisationCode)
    {
        foreach (var key in _counts.Keys.Where(k => k.Organisation == organisationCode))
        {
            _counts.TryRemove(key, out _);
        }

        foreach (var key in _feeds.Keys.Where(k => k.Organisation == organisationCode))
        {
            _feeds.TryRemove(key, out _);
        }
    }

    /// <summary>The lines of the sources of data that are kept with it; null: there are none, or they are too old.</summary>
    public IReadOnlyList<FeedLine>? FindFeeds(Caller caller, DateTime now) =>
        _feeds.TryGetValue(KeyOf(caller), out var kept) && (now - kept.At).Duration() < Kept ? kept.Feeds : null;

    /// <summary>Keeps what the sources just said.</summary>
    public void Keep(Caller caller, IReadOnlyList<FeedLine> feeds, DateTime now) => _feeds[KeyOf(caller)] = (feeds, now);

    private static (string, string) KeyOf(Caller caller) => (caller.Organisation.Code, caller.Duty);
}
