using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Web;

/// <summary>What is due by the calendar: each open window with an end that the caller itself files in, its checkpoint first while nothing has been submitted.</summary>
internal sealed class FilingTodos(LastSubmissions submissions, IWindows windows, FunctionMenu menu, IEnumerable<IFiledByOthers> others) : ITodoSource
{
    /// <summary>What is open all year and ends later than this is no task of today, unless a checkpoint asks for it.</summary>
    private const int AheadDays = 60;

    public async Task<IReadOnlyList<DueItem>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        // The ministry files nothing; its work is in the other sources.
        if (caller.Level is not (Level.School or Level.County))
        {
            return [];
        }

        var book = await windows.BookAsync(caller.Organisation.CountyCode, cancellation);
        var due = new List<DueItem>();
        foreach (var function in menu.Of(caller).Where(f => f.Window is not null).DistinctBy(f => f.Window))
        {
            foreach (var span in Open(book, function, caller, now))
            {
                var submission = await submissions.OfAsync(span.Window.Name, caller.Organisation.Code, span.Year, span.Level, cancellation);
                if (
                    submission is null
                    && WindowDeadline.For(book, span, submission, now) is var deadline
                    && deadline.At(now) is { } at
                    && !await IsFiledByOthersAsync(function, caller, span, cancellation)
                )
                {
                    due.Add(Item(function, caller, span, deadline, at, now));
                }
            }
        }

        return due;
    }

    private async Task<bool> IsFiledByOthersAsync(Function function, Caller caller, WindowSpan span, CancellationToken cancellation)
    {
        foreach (var one in others)
        {
            if (await one.WhyAsync(function.Window!, caller.Organisation, span.Year, span.Level, cancellation) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private DueItem Item(Function function, Caller caller, WindowSpan span, WindowDeadline deadline, DateTime at, DateTime now)
    {
        var level = caller.Organisation.SchoolLevel is null ? $"{span.Level.Title()} " : "";
        return new DueItem(function.Code, $"{level}{function.Title}", menu.Href(function), "前往填報")
        {
            Detail = deadline.IsLate ? "逾期，仍可補交"
                : deadline.CheckpointAt == at ? $"{deadline.Checkpoint!.Title}前至少{deadline.Verb}一次"
                : $"{span.Window.FullTitle}截止",
            Deadline = at,
            Due = Countdown.Until(at, now),
        };
    }

    private static IEnumerable<WindowSpan> Open(CountyWindows book, Function function, Caller caller, DateTime now)
    {
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        var school = caller.Level == Level.School ? caller.Organisation.Code : null;
        return new[] { year.Previous, year }
            .SelectMany(y => book.Spans(function.Window!, y, caller.Organisation.SchoolLevel, school))
            .Where(s => s.IsOpen(now) && s.LastInstant is { } end && (book.Calendar.CheckpointOf(s.Window) is not null || end < now.AddDays(AheadDays)));
    }
}
