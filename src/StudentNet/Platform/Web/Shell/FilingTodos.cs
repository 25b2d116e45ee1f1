using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Web;

/// <summary>
/// What is due by the calendar and by what has been filed: each open window with an end that the caller itself files in, its checkpoint first while
/// nothing has been submitted, again when something changed after that; stages that closed without a submission; for those who watch schools, the
/// stages of which schools are late.
/// </summary>
internal sealed class FilingTodos(StageOutcomes standings, LastSubmissions submissions, IWindows windows, FunctionMenu menu, IEnumerable<IFiledByOthers> others) : ITodoSource
{
    /// <summary>What is open all year and ends later than this is no task of today, unless a checkpoint asks for it.</summary>
    private const int AheadDays = 60;

    public async Task<IReadOnlyList<DueItem>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        // A township neither files nor watches.
        if (caller.Level is not (Level.School or Level.County or Level.Ministry))
        {
            return [];
        }

        var book = await windows.BookAsync(caller.Organisation.CountyCode, cancellation);
        var due = new List<DueItem>();
        // The ministry files nothing itself.
        foreach (var function in menu.Of(caller).Where(f => f.Window is not null && caller.Level != Level.Ministry).DistinctBy(f => f.Window))
        {
            foreach (var span in Spans(book, function, caller, now))
            {
                var standing = await standings.OfAsync(caller.Organisation, span, now, cancellation);
                if (
                    IsDue(standing, span, now)
                    && await submissions.OfAsync(span.Window.Name, caller.Organisation.Code, span.Year, span.Level, cancellation) is var submission
                    && WindowDeadline.For(book, span, submission, now) is var deadline
                    && (standing.DueAt ?? deadline.At(now)) is { } at
                    && !await IsFiledByOthersAsync(function, caller, span, cancellation)
                )
                {
                    due.Add(Item(function, caller, standing, deadline, at, now));
                }
            }
        }

        due.AddRange(await OfSchoolsAsync(caller, book, now, cancellation));
        return due;
    }

    /// <summary>While it is open, all that is not done; afterwards what was never submitted. A late change of what was submitted is for the stage that follows.</summary>
    private static bool IsDue(StageOutcome standing, WindowSpan span, DateTime now) =>
        span.IsOpen(now) ? standing.State is StageState.Open or StageState.Changed or StageState.Overdue : standing.State is StageState.Missed;

    /// <summary>Stages of which schools are late, each level on its own: their list has one.</summary>
    private async Task<IReadOnlyList<DueItem>> OfSchoolsAsync(Caller caller, CountyWindows book, DateTime now, CancellationToken cancellation)
    {
        var due = new List<DueItem>();
        var mine = menu.Of(caller);
        foreach (var facts in (await standings.FactsAsync(caller.Organisation, now, cancellation)).Where(f => f.Schools > 0).OrderBy(f => f.Level).ThenBy(f => f.Window, StringComparer.Ordinal))
        {
            var standing = await standings.OfAsync(caller.Organisation, book.Span(book.Calendar[facts.Window], facts.Year, facts.Level, null), now, cancellation);
            if (
                standing is { IsLate: true, DueAt: { } at }
                && mine.FirstOrDefault(f => f.Group == facts.Window && f.Window is null) is { } function
                && StandingWords.MissingHref(caller.Organisation, facts.Window, facts.Level) is { } href
            )
            {
                due.Add(
                    new DueItem(function.Code, $"{facts.Level.Title()} {function.Title}", href, "看未提交學校")
                    {
                        Detail = standing.State == StageState.Missed
                            ? $"{standing.Missing:N0} 校未提交，已截止{(caller.Level == Level.County ? "；可到 M1.21 准予延長" : "")}"
                            : $"{standing.Missing:N0} 校未提交，逾期仍可補交",
                        Deadline = at,
                        Due = Countdown.Until(at, now),
                        Done = new Amount(facts.Submitted, facts.Schools, "校"),
                    }
                );
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

    private DueItem Item(Function function, Caller caller, StageOutcome standing, WindowDeadline deadline, DateTime at, DateTime now)
    {
        var span = deadline.Span;
        var level = caller.Organisation.SchoolLevel is null ? $"{span.Level.Title()} " : "";
        return new DueItem(function.Code, $"{level}{function.Title}", menu.Href(function), standing.State == StageState.Missed ? "查看" : "前往填報")
        {
            Detail = standing.State switch
            {
                StageState.Missed when caller.Level == Level.County => $"逾期未{standing.Verb}，已截止；可到 M1.21 調整期限",
                StageState.Missed => $"逾期未{standing.Verb}，已截止；請縣市准予延長後補交",
                StageState.Overdue => "逾期，仍可補交",
                StageState.Changed => $"{StandingWords.Unfinished(standing)}{(standing.SubmittedAt is null ? "" : $"，請再{deadline.Verb}")}",
                _ when deadline.CheckpointAt == at => $"{deadline.Checkpoint!.Title}前至少{deadline.Verb}一次",
                _ => $"{span.Window.FullTitle}截止",
            },
            Deadline = at,
            Due = Countdown.Until(at, now),
        };
    }

    /// <summary>What is open now with an end, and what closed in the entry year that runs.</summary>
    private static IEnumerable<WindowSpan> Spans(CountyWindows book, Function function, Caller caller, DateTime now)
    {
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        var school = caller.Level == Level.School ? caller.Organisation.Code : null;
        return new[] { year.Previous, year }
            .SelectMany(y => book.Spans(function.Window!, y, caller.Organisation.SchoolLevel, school))
            .Where(s =>
                s.LastInstant is { } end
                && (s.IsOpen(now) ? book.Calendar.CheckpointOf(s.Window) is not null || end < now.AddDays(AheadDays) : end < now && s.Year == year)
            );
    }
}
