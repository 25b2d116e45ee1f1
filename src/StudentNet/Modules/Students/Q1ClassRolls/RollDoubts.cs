using System.Collections.Concurrent;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>
/// The counts of <see cref="RollGaps"/> for bell, home page and tabs: one page view asks for the same ones several times, and the database
/// answers once. What a county's bell says may be as old as <see cref="RollDoubtCache.Kept"/>; the list itself is always read anew.
/// </summary>
public sealed class RollDoubts(StudentNetDb db, RollDoubtCache cache, TimeProvider clock)
{
    private readonly Dictionary<(Term Term, Scope Scope), RollDoubtCounts> _counted = [];

    public async Task<RollDoubtCounts> OfAsync(Term term, Scope scope, CancellationToken cancellation = default)
    {
        if (_counted.TryGetValue((term, scope), out var known))
        {
            return known;
        }

        var counts = scope is Scope.County county
            ? await cache.OfAsync(term, county.Code, () => CountAsync(term, scope, cancellation))
            : await CountAsync(term, scope, cancellation);
        return _counted[(term, scope)] = counts;
    }

    private Task<RollDoubtCounts> CountAsync(Term term, Scope scope, CancellationToken cancellation) =>
        new RollGaps(db, term, db.SchoolsOf(scope).Select(o => o.Code), clock.GetUtcNow().UtcDateTime).CountAsync(cancellation);
}

/// <summary>
/// Counts of counties, for all requests: every page of an officer has the bell, and counting the 400,000 pupils of the largest county takes a
/// second. A school's own few hundred are counted each time.
/// </summary>
public sealed class RollDoubtCache(TimeProvider clock)
{
    /// <summary>How old a count may be.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Term Term, string County), (RollDoubtCounts Counts, DateTimeOffset At)> _counts = [];

    /// <summary>What was counted a moment ago, or counts.</summary>
    public async Task<RollDoubtCounts> OfAsync(Term term, string county, Func<Task<RollDoubtCounts>> count)
    {
        ArgumentNullException.ThrowIfNull(count);
        var now = clock.GetUtcNow();
        if (_counts.TryGetValue((term, county), out var kept) && now - kept.At < Kept)
        {
            return kept.Counts;
        }

        var counts = await count();
        _counts[(term, county)] = (counts, now);
        return counts;
    }
}
