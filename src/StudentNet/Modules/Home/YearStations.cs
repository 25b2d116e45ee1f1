using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>The stations of the entry year, in their order, as they stand for the caller.</summary>
public sealed class YearStations(StudentNetDb db, IWindows windows, LastSubmissions submissions, FunctionCatalogue functions)
{
    /// <summary>The comparison follows the stages; its window has a beginning and no end.</summary>
    private const string Comparison = "P1";

    public async Task<IReadOnlyList<TrackStep>> OfAsync(Caller caller, SchoolYear year, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var level = caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary;
        var school = caller.Level == Level.School ? caller.Organisation.Code : null;
        var books = await BooksAsync(caller, cancellation);
        var own = caller.Organisation.Code;
        var submitted = (await submissions.OfAsync(own, cancellation)).Values
            .Where(s => s.Year == year && s.Level == level)
            .ToDictionary(s => s.Window, s => s.At, StringComparer.Ordinal);
        return
        [
            .. FunctionStage
                .All.Select(s => (s.Window, s.Title))
                .Append((Window: Comparison, Title: functions.All.First(f => f.Group == Comparison).GroupTitle))
                .Select(s => Station(Name(s.Title), [.. books.Select(b => b.Spans(s.Window, year, level, school).First())], submitted.GetValueOrDefault(s.Window), now)),
        ];
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

    /// <summary>One organisation's station says its date; that of many counties, how many of them are there.</summary>
    private static TrackStep Station(string name, IReadOnlyList<WindowSpan> spans, DateTime submittedAt, DateTime now)
    {
        var first = spans[0];
        if (submittedAt != default)
        {
            return new TrackStep(name, $"{Day(submittedAt)} 提交", StepState.Done);
        }

        var open = spans.Count(s => s.IsOpen(now));
        var isSame = spans.All(s => s.Opens == first.Opens && s.LastInstant == first.LastInstant);
        return (open, spans.All(s => s.LastInstant < now), first) switch
        {
            (> 0, _, { LastInstant: { } until }) when isSame => new TrackStep(name, $"至 {Day(until)}", StepState.Now),
            (> 0, _, { LastInstant: null, Opens: { } since }) when isSame => new TrackStep(name, $"{Day(since)} 起", StepState.Now),
            (> 0, _, _) => new TrackStep(name, $"{open} / {spans.Count} 縣市進行中", StepState.Now),
            (_, true, { LastInstant: { } last }) => new TrackStep(name, isSame ? $"{Day(last)} 截止" : "各縣市均已截止", StepState.Done),
            (_, _, { Opens: { } opens }) when isSame => new TrackStep(name, $"{Day(opens)} 開放", StepState.Ahead),
            _ => new TrackStep(name, spans.Count > 1 ? "各縣市自訂" : "日期未定", StepState.Ahead),
        };
    }

    /// <summary>分發作業 is 分發 at a station.</summary>
    private static string Name(string title) => title.EndsWith("作業", StringComparison.Ordinal) ? title[..^2] : title;

    private static string Day(DateTime utc) => RocDate.Short(TaipeiTime.Today(utc));
}
