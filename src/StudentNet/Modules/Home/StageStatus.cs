using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>How a stage of the entry year stands for an organisation, in the words of cards and stations.</summary>
/// <param name="deadline">Its window, checkpoint and latest submission.</param>
/// <param name="standing">How it stands.</param>
/// <param name="isNational">Seen by the ministry, for whom each county's dates differ.</param>
internal sealed class StageStatus(WindowDeadline deadline, StageOutcome standing, bool isNational, DateTime now)
{
    private readonly WindowSpan _span = deadline.Span;

    /// <summary>The counties set its dates, and it is the nation that asks.</summary>
    private bool IsCountys => isNational && !_span.IsKnown;

    public StepState State => IsCountys && standing.State == StageState.Ahead ? StepState.Now : StandingWords.Step(standing.State);

    /// <summary>What is late or unfinished, and how many schools have submitted; null: nothing to say.</summary>
    public string? Standing
    {
        get
        {
            string?[] said = [StandingWords.Late(standing, now), StandingWords.Unfinished(standing), StandingWords.Schools(standing)];
            return said.OfType<string>().ToList() is { Count: > 0 } words ? string.Join('，', words) : null;
        }
    }

    /// <summary>The level whose schools are to be looked at first; null: none is missing.</summary>
    public SchoolLevel? MissingOf => standing.Missing > 0 ? standing.Facts!.Level : null;

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
    public Countdown? Due =>
        standing.IsLate && standing.DueAt is { } late ? Countdown.Until(late, now)
        : _span.IsOpen(now) && !IsCountys && State is not StepState.Done && standing.DueAt is { } at ? Countdown.Until(at, now)
        : null;

    public bool DueIsCheckpoint => standing.DueAt is { } at && at == deadline.CheckpointAt;

    public Status OfLists => State == StepState.Ahead ? Locked : new Status(Tone.Ok, "可下載");

    /// <summary>A function that only shows how far others are is never filed.</summary>
    public Status OfFiling(Function function) =>
        State switch
        {
            StepState.Ahead => Locked,
            _ when function.Window is null => new Status(Tone.None, "檢視", "eye"),
            StepState.Late => new Status(Tone.Bad, standing.State == StageState.Missed ? $"逾期未{standing.Verb}" : "逾期"),
            StepState.Changed => new Status(Tone.Warn, StandingWords.Unfinished(standing) ?? "未完成"),
            StepState.Over => new Status(Tone.None, "已截止", "dash-lg"),
            StepState.Done => new Status(Tone.Ok, deadline.Submission is null ? "已完成" : $"已{deadline.Verb}"),
            _ => new Status(Tone.Info, "填報中", "pencil"),
        };

    private static Status Locked { get; } = new(Tone.None, "未開放", "lock");
}
