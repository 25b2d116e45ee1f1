using System.Collections.Concurrent;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>
/// The counts of <see cref="RollGaps"/> for bell, home page and tabs: one page view asks for the same ones several times, and the database
/// answers once. What a county's bell says may be as old as <see cref="RollDoubtCache.Kept"/>; the list itself is always read anew.
/// </summary>
public sealed class RollDoubts(StudentNetDb db, RollDoubtCache cache, FiledBySystem system, TimeProvider clock)
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

    /// <summary>What the tabs of a school's page count; bell and gate of the same page then have their part of it.</summary>
    public async Task<RollTabCounts> WithTabsAsync(Term term, string school, CancellationToken cancellation = default)
    {
        var scope = new Scope.School(school);
        var tabs = await Gaps(term, scope).CountWithTabsAsync(school, cancellation);
        _counted[(term, scope)] = tabs.Doubts;
        system.Know(school, tabs.IsFiledBySystem);
        return tabs;
    }

    private Task<RollDoubtCounts> CountAsync(Term term, Scope scope, CancellationToken cancellation) => Gaps(term, scope).CountAsync(cancellation);

    private RollGaps Gaps(Term term, Scope scope) => new(db, term, db.SchoolsOf(scope).Select(o => o.Code), clock.GetUtcNow().UtcDateTime);
}

/// <summary>What the tabs of a school's page about its rolls count, and whether a system files for it.</summary>
/// <param name="Classes">Classes with a pupil.</param>
/// <param name="Files">Files received, good or bad.</param>
public sealed record RollTabCounts(bool IsFiledBySystem, int Classes, int Files, RollDoubtCounts Doubts);

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
