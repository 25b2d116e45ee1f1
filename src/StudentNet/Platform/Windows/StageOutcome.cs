namespace StudentNet.Platform.Windows;

/// <summary>How a filing stands for an organisation, the most pressing last.</summary>
public enum StageState
{
    /// <summary>The window is over and nothing was asked.</summary>
    Over,

    /// <summary>Submitted, nothing open, nothing changed since.</summary>
    Done,

    /// <summary>Not open yet.</summary>
    Ahead,

    /// <summary>Open, not submitted, not late.</summary>
    Open,

    /// <summary>Submitted, but children are open or have changed or come since.</summary>
    Changed,

    /// <summary>The checkpoint has passed without a submission; one may still submit.</summary>
    Overdue,

    /// <summary>The window is over without a submission.</summary>
    Missed,
}

/// <summary>
/// The one place that decides how a filing stands for an organisation. Track, tabs, cards, banner and what is due all say what this says.
/// </summary>
/// <param name="Facts">What the data say; null: nothing is known of this filing but its calendar.</param>
/// <param name="SubmittedAt">The latest stamp, UTC; null: none.</param>
/// <param name="DueAt">What was or is to be kept, UTC: the checkpoint that passed, else what counts next.</param>
/// <param name="Verb">What was asked, in the clerks' words: 提交; 完成 where nothing is stamped.</param>
public sealed record StageOutcome(StageState State, FilingFacts? Facts, DateTime? SubmittedAt, DateTime? DueAt, string Verb)
{
    /// <summary>Somebody is late, and stays late until it is done.</summary>
    public bool IsLate => State is StageState.Overdue or StageState.Missed;

    /// <summary>Days since it should have been done, on the calendar of Taipei; 0: not late.</summary>
    public int DaysLate(DateTime now) => IsLate && DueAt is { } due ? Math.Max(1, TaipeiTime.Today(now).DayNumber - TaipeiTime.Today(due).DayNumber) : 0;

    /// <summary>How the filing of one organisation stands that either has filed or has not.</summary>
    /// <param name="row">Name of the window's row: <c>Q1.1</c>.</param>
    /// <param name="submittedAt">UTC; null: it has not.</param>
    /// <param name="isAsked">False: others file for it, it is never late.</param>
    public static StageOutcome OfFiling(CountyWindows book, string row, SchoolYear year, SchoolLevel level, string school, DateTime? submittedAt, bool isAsked, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(book);
        var span = book.Span(book.Calendar[row], year, level, school);
        return Of([WindowDeadline.ForStamp(book, span, submittedAt, now)], new FilingFacts(row, year, level) { IsAsked = isAsked }, now);
    }

    /// <summary>It is the filing of others that is watched.</summary>
    public bool IsWatched => Facts?.Schools > 0;

    /// <summary>Schools that have not submitted.</summary>
    public int Missing => Facts is { } facts ? facts.Schools - facts.Submitted : 0;

    /// <summary>Decides it from windows (one; of the ministry those of all counties), checkpoint, stamp and facts.</summary>
    public static StageOutcome Of(IReadOnlyList<WindowDeadline> deadlines, FilingFacts? facts, DateTime now)
    {
        ArgumentOutOfRangeException.ThrowIfZero(deadlines.Count);
        var first = deadlines[0];
        var isOver = deadlines.All(d => d.Span.LastInstant < now);
        var isOpen = deadlines.Any(d => d.Span.IsOpen(now));
        var isLate = first.Checkpoint?.Verb is not null && first.CheckpointAt < now;
        var isFiled = facts is { Schools: > 0 } ? facts.Submitted >= facts.Schools : first.SubmittedAt is not null || facts is { IsFiled: true };
        var isUnfinished = facts is not null && (facts.Open > 0 || facts.Changed > 0 || facts.Added > 0 || facts.Unfinished > 0);
        var state =
            isFiled ? (isUnfinished ? StageState.Changed : StageState.Done)
            : isOver ? (facts is { IsAsked: true } ? StageState.Missed : StageState.Over)
            : !isOpen ? StageState.Ahead
            : isLate && facts is not { IsAsked: false } ? StageState.Overdue
            : StageState.Open;
        var due = state switch
        {
            StageState.Overdue => first.CheckpointAt,
            StageState.Missed => isLate ? first.CheckpointAt : deadlines.Max(d => d.Span.LastInstant),
            StageState.Open when facts is { Schools: > 0 } && first.CheckpointAt > now => first.CheckpointAt,
            // Nothing was asked by the checkpoint that passed.
            StageState.Open when isLate => first.Span.LastInstant,
            _ => first.At(now),
        };
        return new StageOutcome(state, facts, first.SubmittedAt, due, first.Checkpoint?.Verb ?? "完成");
    }

    /// <summary>Two levels of one organisation as one: the more pressing state, the figures together.</summary>
    public StageOutcome And(StageOutcome other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (pressing, calm) = other.State > State ? (other, this) : (this, other);
        return pressing with { Facts = pressing.Facts is { } facts && calm.Facts is { } more ? facts.Plus(more) : pressing.Facts ?? calm.Facts };
    }
}
