using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>The stations of the entry year, in their order, as they stand for the caller.</summary>
public sealed class YearStations(StudentNetDb db, IWindows windows, StageOutcomes standings, FunctionCatalogue functions)
{
    /// <summary>The comparison follows the stages; its window has a beginning and no end.</summary>
    private const string Comparison = "P1";

    public async Task<IReadOnlyList<TrackStep>> OfAsync(Caller caller, SchoolYear year, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var level = caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary;
        var school = caller.Level == Level.School ? caller.Organisation.Code : null;
        var books = await BooksAsync(caller, cancellation);
        var steps = new List<TrackStep>();
        foreach (var (window, title) in FunctionStage.All.Select(s => (s.Window, s.Title)).Append((Comparison, functions.All.First(f => f.Group == Comparison).GroupTitle)))
        {
            var standing = await standings.OfAsync(caller.Organisation, window, year, books, now, cancellation);
            List<WindowSpan> dates = [.. books.Select(b => b.Spans(window, year, level, school).First())];
            steps.Add(Station(Name(title), standing, dates, now) with { Href = standing.Missing > 0 ? StandingWords.MissingHref(caller.Organisation, window, standing.Facts!.Level) : null });
        }

        return steps;
    }

    /// <summary>The caller's own book; for the ministry those of all counties.</summary>
    private async Task<IReadOnlyList<CountyWindows>> BooksAsync(Caller caller, CancellationToken cancellation)
    {
        if (caller.Level != Level.Ministry)
        {
            return [await windows.BookAsync(caller.Organisation.CountyCode, cancellation)];
        }

        var books = new List<CountyWindows>();
        foreach (var county in await db.Set<Organisation>().Where(o => o.Level == Level.County).Select(o => o.Code).ToListAsync(cancellation))
        {
            books.Add(await windows.BookAsync(county, cancellation));
        }

        return books.Count > 0 ? books : [await windows.BookAsync(null, cancellation)];
    }

    /// <summary>What is late or unfinished first, then how many schools, then the date; that of many counties, how many of them are there.</summary>
    private static TrackStep Station(string name, StageOutcome standing, IReadOnlyList<WindowSpan> spans, DateTime now)
    {
        var note = standing.State switch
        {
            _ when StandingWords.Late(standing, now) is { } late => standing.IsWatched ? $"{late}（{StandingWords.Schools(standing)}）" : late,
            _ when StandingWords.Unfinished(standing) is { } unfinished => unfinished,
            StageState.Done when standing.SubmittedAt is { } at => $"{Day(at)} 提交",
            StageState.Done => StandingWords.Schools(standing) ?? "已公告",
            StageState.Open when StandingWords.Schools(standing) is { } schools => schools,
            _ => Dates(standing.State, spans, now),
        };
        return new TrackStep(name, note, StandingWords.Step(standing.State));
    }

    private static string Dates(StageState state, IReadOnlyList<WindowSpan> spans, DateTime now)
    {
        var first = spans[0];
        var open = spans.Count(s => s.IsOpen(now));
        var isSame = spans.All(s => s.Opens == first.Opens && s.LastInstant == first.LastInstant);
        return (state, first) switch
        {
            (StageState.Open, { LastInstant: { } until }) when isSame => $"至 {Day(until)}",
            (StageState.Open, { LastInstant: null, Opens: { } since }) when isSame => $"{Day(since)} 起",
            (StageState.Open, _) when spans.Count > 1 => $"{open} / {spans.Count} 縣市進行中",
            (StageState.Over, { LastInstant: { } last }) => isSame ? $"{Day(last)} 截止" : "各縣市均已截止",
            (StageState.Ahead, { Opens: { } opens }) when isSame => $"{Day(opens)} 開放",
            _ => spans.Count > 1 ? "各縣市自訂" : "日期未定",
        };
    }

    /// <summary>分發作業 is 分發 at a station.</summary>
    private static string Name(string title) => title.EndsWith("作業", StringComparison.Ordinal) ? title[..^2] : title;

    private static string Day(DateTime utc) => RocDate.Short(TaipeiTime.Today(utc));
}
