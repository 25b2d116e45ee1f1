using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>How a stage of the entry year stands for an organisation, in the words of cards and stations.</summary>
/// <param name="deadline">Its window, checkpoint and latest submission.</param>
/// <param name="isNational">Seen by the ministry, for whom each county's dates differ.</param>
internal sealed class StageStatus(WindowDeadline deadline, bool isNational, DateTime now)
{
    private readonly WindowSpan _span = deadline.Span;

    /// <summary>The counties set its dates, and it is the nation that asks.</summary>
    private bool IsCountys => isNational && !_span.IsKnown;

    public StepState State =>
        IsCountys || _span.IsOpen(now) ? StepState.Now
        : _span.LastInstant < now ? StepState.Done
        : StepState.Ahead;

    /// <summary>06/16 – 08/29，檢核 07/25.</summary>
    public string Note =>
        IsCountys ? "期程由各縣市設定"
        : deadline.CheckpointAt is { } checkpoint && checkpoint != _span.LastInstant ? $"{Period}，檢核 {ModuleModel.Day(checkpoint)}"
        : Period;

    /// <summary>06/16 – 08/29.</summary>
    public string Period =>
        (_span.Opens, _span.LastInstant) switch
        {
            _ when IsCountys => "",
            ({ } opens, { } last) => $"{ModuleModel.Day(opens)} – {ModuleModel.Day(last)}",
            ({ } opens, null) => Since,
            _ => _span.Awaiting?.Message ?? "",
        };

    /// <summary>06/16 起: lists stay when the window has closed.</summary>
    public string Since => !IsCountys && _span.Opens is { } opens ? $"{ModuleModel.Day(opens)} 起" : "";

    /// <summary>Time left to what counts now, while the stage runs.</summary>
    public Countdown? Due => State == StepState.Now && !IsCountys && deadline.At(now) is { } at ? Countdown.Until(at, now) : null;

    public bool DueIsCheckpoint => deadline.At(now) is { } at && at == deadline.CheckpointAt;

    public Status OfLists => State == StepState.Ahead ? Locked : new Status(Tone.Ok, "可下載");

    /// <summary>A function that only shows how far others are is never filed.</summary>
    public Status OfFiling(Function function) =>
        State switch
        {
            StepState.Ahead => Locked,
            _ when function.Window is null => new Status(Tone.None, "檢視", "eye"),
            StepState.Done => new Status(Tone.Ok, deadline.Submission is null ? "已截止" : "已完成"),
            _ when deadline.Submission is not null => new Status(Tone.Ok, $"已{deadline.Verb}"),
            _ => new Status(Tone.Info, "填報中", "pencil"),
        };

    private static Status Locked { get; } = new(Tone.None, "未開放", "lock");
}
