using System.Collections.Concurrent;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Windows;

/// <summary>
/// The facts of an organisation's filings, kept for half a minute or until somebody of it sends something, as what is due is: every page shows how
/// its stages stand, and no page may count a list for that.
/// </summary>
public sealed class KeptFilingFacts
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (IReadOnlyList<FilingFacts> Facts, DateTime At)> _facts = new(StringComparer.Ordinal);

    /// <summary>What is kept; null: nothing, or too old.</summary>
    /// <param name="now">By the application's clock: when it is moved, nothing is kept.</param>
    public IReadOnlyList<FilingFacts>? Find(string organisationCode, DateTime now) =>
        _facts.TryGetValue(organisationCode, out var kept) && (now - kept.At).Duration() < Kept ? kept.Facts : null;

    /// <summary>Keeps what was just counted.</summary>
    public void Keep(string organisationCode, IReadOnlyList<FilingFacts> facts, DateTime now) => _facts[organisationCode] = (facts, now);

    /// <summary>Forgets what an organisation's data said: somebody of it has sent something.</summary>
    public void Forget(string organisationCode) => _facts.TryRemove(organisationCode, out _);
}

/// <summary>Says how each filing stands for an organisation, from the windows, its stamps and its facts.</summary>
public sealed class StageOutcomes(LastSubmissions submissions, IWindows windows, IEnumerable<IFilingFacts> sources, KeptFilingFacts kept)
{
    /// <summary>What the data say, to half a minute.</summary>
    public async Task<IReadOnlyList<FilingFacts>> FactsAsync(Organisation organisation, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        if (kept.Find(organisation.Code, now) is { } known)
        {
            return known;
        }

        var facts = new List<FilingFacts>();
        foreach (var source in sources)
        {
            facts.AddRange(await source.OfAsync(organisation, now, cancellation));
        }

        kept.Keep(organisation.Code, facts, now);
        return facts;
    }

    /// <summary>How one row of a window stands for an organisation, in its level.</summary>
    public async Task<StageOutcome> OfAsync(Organisation organisation, WindowSpan span, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(span);
        var book = await windows.BookAsync(organisation.CountyCode, cancellation);
        return await OfAsync(organisation, [(book, span)], now, cancellation);
    }

    /// <summary>How a stage of a year stands for an organisation, its levels together; of the ministry by the windows of all the books given.</summary>
    /// <param name="window">Name of the row: <c>N3</c>.</param>
    public async Task<StageOutcome> OfAsync(
        Organisation organisation,
        string window,
        SchoolYear year,
        IReadOnlyList<CountyWindows> books,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(books);
        SchoolLevel[] levels = organisation.SchoolLevel is { } own ? [own] : [SchoolLevel.Elementary, SchoolLevel.JuniorHigh];
        var school = organisation.Level == Level.School ? organisation.Code : null;
        StageOutcome? all = null;
        foreach (var level in levels)
        {
            var standing = await OfAsync(organisation, [.. books.Select(b => (b, b.Span(b.Calendar[window], year, level, school)))], now, cancellation);
            all = all?.And(standing) ?? standing;
        }

        return all!;
    }

    private async Task<StageOutcome> OfAsync(Organisation organisation, IReadOnlyList<(CountyWindows Book, WindowSpan Span)> spans, DateTime now, CancellationToken cancellation)
    {
        var (name, year, level) = (spans[0].Span.Window.Name, spans[0].Span.Year, spans[0].Span.Level);
        // The ministry submits nothing; not asked for.
        var submission = organisation.Level == Level.Ministry ? null : await submissions.OfAsync(name, organisation.Code, year, level, cancellation);
        var facts = (await FactsAsync(organisation, now, cancellation)).FirstOrDefault(f => f.Window == name && f.Year == year && f.Level == level);
        return StageOutcome.Of([.. spans.Select(s => WindowDeadline.For(s.Book, s.Span, submission, now))], facts, now);
    }
}
