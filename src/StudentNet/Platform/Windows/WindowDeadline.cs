namespace StudentNet.Platform.Windows;

/// <summary>What an organisation must look to next in a window: its checkpoint, or its closing.</summary>
/// <param name="Span">The window, from when to when it is open.</param>
/// <param name="Checkpoint">Its checkpoint, where it has one.</param>
/// <param name="CheckpointAt">The checkpoint's instant, UTC.</param>
/// <param name="Submission">The organisation's latest stamp.</param>
/// <param name="IsLate">The checkpoint passed without a submission that it needed.</param>
public sealed record WindowDeadline(WindowSpan Span, Checkpoint? Checkpoint, DateTime? CheckpointAt, Submission? Submission, bool IsLate)
{
    /// <summary>When the organisation last submitted, UTC; null: never.</summary>
    public DateTime? SubmittedAt { get; init; } = Submission?.At;

    /// <summary>What counts now, UTC: the checkpoint while nothing has been submitted and the window is open, then the closing; null: no end.</summary>
    public DateTime? At(DateTime now) =>
        CheckpointAt is { } checkpoint && SubmittedAt is null && (now <= checkpoint || IsLate) ? checkpoint : Span.LastInstant;

    /// <summary>What it is called to file here: 提交 a list, 上傳 records.</summary>
    public string Verb => Checkpoint?.Verb ?? "提交";

    /// <summary>Builds it for a span and what was submitted.</summary>
    public static WindowDeadline For(CountyWindows book, WindowSpan span, Submission? submission, DateTime now) =>
        ForStamp(book, span, submission?.At, now) with
        {
            Submission = submission,
        };

    /// <summary>The same where only the time of the latest stamp is known.</summary>
    public static WindowDeadline ForStamp(CountyWindows book, WindowSpan span, DateTime? submittedAt, DateTime now)
    {
        var checkpoint = book.Calendar.CheckpointOf(span.Window);
        var at = checkpoint is null ? (DateTime?)null : CountyWindows.InstantOf(checkpoint, span.Year);
        var late = checkpoint is { Verb: not null } && submittedAt is null && now > at;
        return new WindowDeadline(span, checkpoint, at, null, late) { SubmittedAt = submittedAt };
    }

    /// <summary>
    /// Of a window's rows and years the one to speak of now: the open one that ends first, of those without an end the newest, else the next to
    /// open, else the last that closed.
    /// </summary>
    public static WindowSpan? MostTelling(IEnumerable<WindowSpan> spans, DateTime now)
    {
        var all = spans.ToList();
        return all.Where(s => s.IsOpen(now)).OrderBy(s => s.LastInstant ?? DateTime.MaxValue).ThenByDescending(s => s.Opens).FirstOrDefault()
            ?? all.Where(s => s.Opens > now).MinBy(s => s.Opens)
            ?? all.Where(s => s.LastInstant < now).MaxBy(s => s.LastInstant)
            ?? all.LastOrDefault();
    }
}
