using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>One line of the table of windows, in words.</summary>
/// <param name="Code">Printed code of the function, N3; null for a date that is no function's.</param>
/// <param name="Source">Who decided: 全國, 縣市, 本校延長.</param>
public sealed record WindowLine(string? Code, string Title, string Opens, string Closes, string? Checkpoint, string Source, Status State, string Note);

/// <summary>All windows of a school year and level as one table: M1.21, M1.31, M1.11.</summary>
public sealed record WindowTable(string Caption, IReadOnlyList<WindowLine> Lines)
{
    public static WindowTable For(CountyWindows book, SchoolYear year, SchoolLevel level, string? school, DateTime now)
    {
        var lines = book.Calendar.All.Select(row => Line(book, row, year, level, school, now)).ToList();
        return new WindowTable($"{year.Title}{level.Title()}作業期程", lines);
    }

    private static WindowLine Line(CountyWindows book, FilingWindow row, SchoolYear year, SchoolLevel level, string? school, DateTime now)
    {
        var span = book.Span(row, year, level, school);
        var checkpoint = book.Calendar.CheckpointOf(row);
        var own = IsCountys(book, row, year, level);
        return new WindowLine(
            char.IsAsciiLetterUpper(row.Window[0]) ? row.Window : null,
            row.FullTitle,
            Opens(span),
            Closes(span),
            checkpoint is null ? null : Moment.Deadline(CountyWindows.InstantOf(checkpoint, year)),
            span.Extension is not null ? "本校延長" : own ? "縣市" : "全國",
            State(span, now),
            span.Extension is { } extension ? $"延長原因：{extension.Reason}" : row.Note
        );
    }

    /// <summary>The county decided an edge, or one that an edge follows: registration opens as its allocation closes.</summary>
    private static bool IsCountys(CountyWindows book, FilingWindow row, SchoolYear year, SchoolLevel level) =>
        book.IsOverridden(row, WindowEdge.Opens, year, level)
        || book.IsOverridden(row, WindowEdge.Closes, year, level)
        || row.Opens.References.Any(r => r.Edge is { } edge && book.IsOverridden(book.Calendar[r.Name], edge, year, level));

    private static string Opens(WindowSpan span) =>
        span.Awaiting is { } awaiting ? awaiting.Message
        : span.Opens is { } opens ? Day(opens)
        : "全年";

    private static string Closes(WindowSpan span) =>
        span.LastInstant is { } last ? Day(last)
        // What counts from a case's designation has no day of its own; the note says how it counts.
        : span.EndAwaiting is { } awaiting ? awaiting.Message
        : "不截止";

    private static string Day(DateTime utc) => RocDate.FormatWithWeekday(TaipeiTime.Today(utc));

    private static Status State(WindowSpan span, DateTime now) =>
        span.IsOpen(now) ? new Status(Tone.Ok, "開放中")
        : span.LastInstant < now ? new Status(Tone.None, "已截止")
        : new Status(Tone.None, "未開放", "lock");
}
