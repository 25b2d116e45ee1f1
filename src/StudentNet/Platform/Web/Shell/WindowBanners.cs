using StudentNet.Platform.Windows;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Web;

/// <summary>Says in the words of the interface how a function's window stands for an organisation: open, soon due, today, late, not open, submitted.</summary>
public sealed class WindowBanners(LastSubmissions submissions, StageOutcomes standings, IWindows windows, FunctionCatalogue functions, DaysOff daysOff)
{
    /// <summary>The latest stamp of an organisation, as the banner says it; null: not submitted yet.</summary>
    public Task<Submission?> LastAsync(string window, Organisation organisation, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return submissions.OfAsync(window, organisation.Code, year, level, cancellation);
    }

    /// <summary>The banner of a function; null where it has no window, or one that is always open.</summary>
    /// <param name="year">The school year the page is about; null: the one to speak of now.</param>
    /// <param name="level">The level the page is about; null: the school's own, or elementary.</param>
    public async Task<BannerModel?> ForAsync(
        string function,
        Organisation organisation,
        SchoolYear? year,
        SchoolLevel? level,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        if (functions[function].Window is not { } window)
        {
            return null;
        }

        var book = await windows.BookAsync(organisation.CountyCode, cancellation);
        var school = organisation.Level == Level.School ? organisation.Code : null;
        var of = level ?? organisation.SchoolLevel ?? SchoolLevel.Elementary;
        var today = TaipeiTime.Today(now);
        SchoolYear[] years = year is { } only ? [only] : Years(book, window, today);
        if (WindowDeadline.MostTelling(years.SelectMany(y => book.Spans(window, y, of, school)), now) is not { } span)
        {
            return null;
        }

        var state = book.State(window, year, of, school, now);
        if (state is WindowState.Open && span is { Opens: null, LastInstant: null })
        {
            return null;
        }

        var submission = await submissions.OfAsync(span.Window.Name, organisation.Code, span.Year, of, cancellation);
        var deadline = WindowDeadline.For(book, span, submission, now);
        var standing = await standings.OfAsync(organisation, span, now, cancellation);
        return state is WindowState.Open ? WhileOpen(deadline, standing, organisation, now) : WhileClosed((WindowState.Closed)state, deadline, standing, now);
    }

    private BannerModel WhileOpen(WindowDeadline deadline, StageOutcome standing, Organisation organisation, DateTime now)
    {
        var title = $"{deadline.Span.Window.FullTitle}開放中";
        var period = Period(deadline.Span);
        if (deadline.Submission is { } changed && StandingWords.Unfinished(standing) is { } unfinished)
        {
            return new BannerModel(Tone.Warn, unfinished)
            {
                Period = period,
                Detail = $"請在截止前再{deadline.Verb}，以最後一次為準。",
                Receipt = ReceiptOf(changed, deadline),
            };
        }

        if (deadline.Submission is { } submission)
        {
            return new BannerModel(Tone.Ok, $"已{deadline.Verb}")
            {
                Period = period,
                Detail = $"截止前可以再{deadline.Verb}，以最後一次為準。",
                Receipt = ReceiptOf(submission, deadline),
            };
        }

        var verb = organisation.Level == Level.School ? deadline.Checkpoint?.Verb : null;
        if (standing.IsLate && verb is not null)
        {
            var due = Countdown.Until(deadline.CheckpointAt!.Value, now);
            return new BannerModel(Tone.Bad, $"{due}，仍可補交，縣市會看到逾期紀錄")
            {
                Period = period,
                Detail = $"檢核基準日 {Moment.Deadline(deadline.CheckpointAt.Value)} 前沒有{verb}。",
                Due = due,
                Status = NotYet(verb),
            };
        }

        var at = standing.DueAt;
        var countdown = at is { } until ? Countdown.Until(until, now) : Countdown.Unlimited;
        return new BannerModel(countdown.Tone, title)
        {
            // The lock is for what is not open.
            Icon = countdown.Tone == Tone.None ? "calendar-check" : null,
            Period = period,
            Detail = Detail(deadline, now),
            Due = countdown,
            Status = verb is null ? null : NotYet(verb),
        };
    }

    private static BannerModel WhileClosed(WindowState.Closed closed, WindowDeadline deadline, StageOutcome standing, DateTime now) =>
        deadline.Submission is { } submission
            ? new BannerModel(Tone.None, closed.Why) { Period = Period(deadline.Span), Receipt = ReceiptOf(submission, deadline) }
            : standing is { State: StageState.Missed, IsWatched: false } ? new BannerModel(Tone.Bad, $"{closed.Why}，逾期未{standing.Verb}")
            {
                Period = Period(deadline.Span),
                Detail = standing.Verb == "提交" ? "縣市准予延長後可以補交，縣市會看到逾期紀錄。" : null,
                Due = standing.DueAt is { } due ? Countdown.Until(due, now) : null,
            }
            : new BannerModel(Tone.None, closed.Why)
            {
                Period = Period(deadline.Span),
                Detail = closed.Opens is { } opens ? $"下次開放：{Moment.Full(opens)}。" : null,
            };

    /// <summary>檢核基準日 09/30（三）23:59 前至少提交一次。當天是星期六，前一個上班日是 07/24（五）。</summary>
    private string? Detail(WindowDeadline deadline, DateTime now)
    {
        var isCheckpoint = deadline.CheckpointAt >= now;
        if ((isCheckpoint ? deadline.CheckpointAt : deadline.Span.LastInstant) is not { } at)
        {
            return deadline.Span.EndAwaiting?.Message;
        }

        var said = isCheckpoint
            ? $"檢核基準日 {Moment.Deadline(at)} 前至少{deadline.Verb}一次。"
            : deadline.Span.Extension is { } extension ? $"縣市准予延長至 {Moment.Deadline(at)}：{extension.Reason}。" : $"{Moment.Deadline(at)} 截止。";
        var day = TaipeiTime.Today(at);
        return daysOff.NameOf(day) is { } off ? $"{said}當天是{off}，前一個上班日是 {Moment.Deadline(daysOff.LastWorkingDay(day))}。" : said;
    }

    private static string? Period(WindowSpan span) =>
        (span.Opens, span.LastInstant) switch
        {
            ({ } opens, { } last) => $"{Moment.Full(opens)} 至 {Moment.Full(last)}",
            ({ } opens, null) => $"{Moment.Full(opens)} 起",
            (null, { } last) when span.IsKnown => $"至 {Moment.Full(last)}",
            _ => null,
        };

    /// <summary>The years that may have something to say today: entry work has one, while terms of the old school year may still be filed in the new.</summary>
    private static SchoolYear[] Years(CountyWindows book, string window, DateOnly today)
    {
        var running = SchoolYear.Of(today);
        return book.Calendar.Of(window)[0].FollowsEntry ? [WorkingYear.ForEntry(today)] : [running.Previous, running, running.Next];
    }

    private static Status NotYet(string verb) => new(Tone.Warn, $"本校尚未{verb}");

    private static SubmissionReceipt ReceiptOf(Submission submission, WindowDeadline deadline) =>
        new(submission.Receipt, submission.At, submission.ByName) { Said = $"已{deadline.Verb}" };
}
