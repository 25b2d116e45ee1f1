using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Windows;

/// <summary>Tells the windows of things that happen in a module and that rules point at: a county's parameters set, its districts published.</summary>
public interface IWindowHappenings
{
    Task<IReadOnlyList<WindowHappening>> OfAsync(StudentNetDb db, string countyCode, CancellationToken cancellation);
}

/// <summary>Something that happened for a school year and level.</summary>
/// <param name="Name">As the rules write it: <c>county.set</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record WindowHappening(string Name, SchoolYear Year, SchoolLevel Level, DateTime At);

/// <summary>The windows of the counties as last read, shared by all requests of this server.</summary>
internal sealed class WindowCache
{
    private readonly ConcurrentDictionary<string, (long Count, CountyWindows Book)> _books = new(StringComparer.Ordinal);

    public CountyWindows? Find(string county, long count) => _books.TryGetValue(county, out var kept) && kept.Count == count ? kept.Book : null;

    public void Keep(string county, long count, CountyWindows book) => _books[county] = (count, book);
}

internal sealed class WindowReader(
    StudentNetDb db,
    FilingCalendar calendar,
    WindowCache shelf,
    ICallerContext callers,
    LastSubmissions submissions,
    IEnumerable<IWindowHappenings> sources
) : IWindows
{
    private const string Nation = "";

    private readonly Dictionary<string, CountyWindows> _ofThisRequest = new(StringComparer.Ordinal);
    private Dictionary<string, long>? _counts;

    public async Task<CountyWindows> BookAsync(string? countyCode, CancellationToken cancellation = default)
    {
        var county = countyCode ?? Nation;
        if (_ofThisRequest.TryGetValue(county, out var book))
        {
            return book;
        }

        // The count first: a change in between makes the book look older than it is, and it is read again.
        var count = await CountAsync(county, cancellation);
        book = shelf.Find(county, count);
        if (book is null)
        {
            book = await ReadAsync(county, cancellation);
            // What an open transaction sees may be undone; it is not for others.
            if (db.Database.CurrentTransaction is null)
            {
                shelf.Keep(county, count, book);
            }
        }

        return _ofThisRequest[county] = book;
    }

    /// <summary>How often the windows of a county were changed so far.</summary>
    private async Task<long> CountAsync(string county, CancellationToken cancellation)
    {
        if (_counts is null && callers.Caller is { Level: Level.School or Level.County, Organisation: var own } && own.CountyCode == county)
        {
            // The frame of every page of a school or county wants its stamps beside its windows: they come in one statement.
            var latest = submissions.Latest(own.Code);
            var found = await db.AsOneRow()
                .SelectMany(
                    _ => latest.DefaultIfEmpty(),
                    (_, stamp) => new { Stamp = stamp, Count = db.Set<WindowChange>().Where(c => c.CountyCode == county).Select(c => (long?)c.Count).FirstOrDefault() }
                )
                .ToListAsync(cancellation);
            submissions.Keep(own.Code, found.Select(f => f.Stamp).OfType<Submission>());
            return found[0].Count ?? 0;
        }

        // Those of all counties at once: there are two dozen, and the ministry's pages ask for each.
        _counts ??= await db.Set<WindowChange>().ToDictionaryAsync(c => c.CountyCode, c => (long)c.Count, StringComparer.Ordinal, cancellation);
        return _counts.GetValueOrDefault(county);
    }

    private async Task<CountyWindows> ReadAsync(string county, CancellationToken cancellation)
    {
        var overrides = await db.Set<WindowOverride>().AsNoTracking().Where(o => o.CountyCode == county).ToListAsync(cancellation);
        var extensions = await db.Set<WindowExtension>().AsNoTracking().Where(e => e.CountyCode == county).ToListAsync(cancellation);
        var happened = new Dictionary<(string, SchoolYear, SchoolLevel), DateTime>();
        foreach (var source in county == Nation ? [] : sources)
        {
            foreach (var happening in await source.OfAsync(db, county, cancellation))
            {
                happened[(happening.Name, happening.Year, happening.Level)] = TaipeiTime.FromUtc(happening.At);
            }
        }

        return new CountyWindows(
            calendar,
            overrides.ToDictionary(
                o => (o.Window, o.Year, o.Level, o.Edge),
                o => WindowRule.Parse(o.Rule).Rule ?? throw new InvalidOperationException($"The override of {o.Window} for {county} is no rule.")
            ),
            extensions,
            happened
        );
    }
}
