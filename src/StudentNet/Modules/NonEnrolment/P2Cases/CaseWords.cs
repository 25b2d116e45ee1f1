using System.Globalization;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>The words of the case pages: states, kinds, the code tables of visits.</summary>
public static class CaseWords
{
    /// <summary>訪查類型, by code.</summary>
    public static IReadOnlyDictionary<string, string> VisitKinds { get; } = Table("visit-kinds.csv");

    /// <summary>訪查結果, by code.</summary>
    public static IReadOnlyDictionary<string, string> VisitResults { get; } = Table("visit-results.csv");

    /// <summary>訪查對象, by code.</summary>
    public static IReadOnlyDictionary<string, string> Met { get; } = Table("visit-met.csv");

    /// <summary>未入學原因, by code.</summary>
    public static IReadOnlyDictionary<string, string> Causes { get; } = Table("absence-causes.csv");

    /// <summary>解列原因, each with the passes of the comparison that prove it, and what a person must show.</summary>
    public static IReadOnlyList<ReleaseReason> ReleaseReasons { get; } =
        ReferenceFile.Rows(
            "release-reasons.csv",
            row => new ReleaseReason(
                row("code"),
                row("title"),
                [.. row("passes").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture))],
                row("temporary") == "true",
                [.. row("proposers").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Level>)],
                row("evidence"),
                int.TryParse(row("longest_days"), CultureInfo.InvariantCulture, out var days) ? days : null,
                row("contradicted_by") is { Length: > 0 } feed ? feed : null,
                row("home_visit") == "true"
            )
        );

    /// <summary>The reason of a code; null for none.</summary>
    public static ReleaseReason? FindRelease(string? code) => ReleaseReasons.FirstOrDefault(r => r.Code == code);

    /// <summary>The reason that a pass proves; null for none, and for a pass that proves none.</summary>
    public static ReleaseReason? ReleaseOf(int? pass) => pass is { } number ? ReleaseReasons.FirstOrDefault(r => r.Passes.Contains(number)) : null;

    /// <summary>A state as a tag.</summary>
    public static Status Of(CaseState state) =>
        state switch
        {
            CaseState.AwaitingDesignation => new Status(Tone.Info, "待指派", "hourglass-split"),
            CaseState.Visiting => new Status(Tone.Warn, "查訪中", "search"),
            CaseState.Overdue => new Status(Tone.Bad, "查訪逾期", "exclamation-triangle"),
            _ => new Status(Tone.Ok, "已解列", "unlock"),
        };

    /// <summary>What is going on, as a filter.</summary>
    public static string TitleOf(CaseMark mark) =>
        mark switch
        {
            CaseMark.Search => "協尋中",
            CaseMark.Refusal => "拒學",
            CaseMark.Appeal => "申訴中",
            CaseMark.ReleaseAsked => "申請解列",
            _ => "移交、改派中",
        };

    /// <summary>A case as a tag: what waits for an answer comes before the state, what is overdue before everything.</summary>
    public static Status Of(TrackedCase tracked, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        var state = tracked.State(today);
        return state is CaseState.Released or CaseState.Overdue ? Of(state)
            : tracked.AppealedAt is not null ? new Status(Tone.Violet, "申訴中", "megaphone")
            : tracked.ReleaseAskedAt is not null ? new Status(Tone.Info, "申請解列", "send")
            : tracked.HandOverTo is not null ? new Status(Tone.Info, "移交、改派中", "send")
            : tracked.SearchedSince is not null ? new Status(Tone.Bad, "協尋中", "shield-exclamation")
            : tracked.RefusedOn is not null ? new Status(Tone.Bad, "拒學", "slash-circle")
            : Of(state);
    }

    /// <summary>How a step of the time line looks.</summary>
    public static (Tone Tone, string Icon, string Title) Of(CaseStep step) =>
        step.Event.Kind switch
        {
            CaseEventKind.Opened => (Tone.Bad, "diagram-3", "無就學紀錄，列管"),
            CaseEventKind.Reopened => (Tone.Bad, "arrow-counterclockwise", "解列後又沒有紀錄，同一案重新列管"),
            CaseEventKind.Designated => (Tone.Violet, "person-lines-fill", $"指派 {step.School} 列管"),
            CaseEventKind.DesignationTakenBack => (Tone.None, "arrow-counterclockwise", $"收回指派 {step.School}"),
            CaseEventKind.Visited => (Tone.Info, "people", step.Visit is { } visit ? VisitKinds.GetValueOrDefault(visit.Kind, visit.Kind) : "訪查"),
            CaseEventKind.ReleaseProposed => (Tone.Warn, "search", "比對到就學或除籍紀錄，待人工確認"),
            CaseEventKind.Measured => MeasureKinds.Find(step.Event.Code) is { } kind ? (kind.Tone, kind.Icon, kind.Title) : (Tone.Info, "pencil-square", "處置"),
            CaseEventKind.MeasureVoided => (Tone.None, "slash-circle", $"作廢：{(step.Event.Code == "visit" ? "訪查紀錄" : MeasureKinds.TitleOf(step.Event.Code))}"),
            CaseEventKind.Requested => (Tone.Violet, "megaphone", TitleOfRequest(step.Event.Code)),
            CaseEventKind.Granted => (Tone.Ok, "check-lg", $"同意：{TitleOfRequest(step.Event.Code)}"),
            CaseEventKind.Refused => (Tone.Bad, "slash-circle", $"不同意：{TitleOfRequest(step.Event.Code)}"),
            CaseEventKind.RequestTakenBack => (Tone.None, "arrow-counterclockwise", $"撤回：{TitleOfRequest(step.Event.Code)}"),
            CaseEventKind.HandedOver => (Tone.Violet, "box-arrow-up-right", "移交縣市，由接收的縣市負責"),
            _ => (Tone.Ok, "unlock", "解除列管"),
        };

    /// <summary>The part of the time line that a step belongs to.</summary>
    public static StepTopic TopicOf(CaseStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Event.Kind switch
        {
            CaseEventKind.Visited => StepTopic.Visits,
            CaseEventKind.Measured or CaseEventKind.MeasureVoided => MeasureKinds.Find(step.Event.Code)?.Group switch
            {
                MeasureGroup.Search or MeasureGroup.Refusal or MeasureGroup.Report => StepTopic.SearchAndRefusal,
                null => StepTopic.Visits,
                _ => StepTopic.Ladder,
            },
            CaseEventKind.Requested or CaseEventKind.Granted or CaseEventKind.Refused or CaseEventKind.RequestTakenBack => step.Event.Code == nameof(CaseRequestKind.Release)
                ? StepTopic.Release
                : StepTopic.Requests,
            CaseEventKind.Designated or CaseEventKind.DesignationTakenBack or CaseEventKind.HandedOver => StepTopic.Requests,
            CaseEventKind.Released => StepTopic.Release,
            _ => StepTopic.Comparison,
        };
    }

    /// <summary>What a part of the time line is called.</summary>
    public static string TitleOf(StepTopic topic) =>
        topic switch
        {
            StepTopic.Visits => "訪查",
            StepTopic.SearchAndRefusal => "協尋及拒學",
            StepTopic.Ladder => "強迫入學",
            StepTopic.Requests => "指派與申訴",
            StepTopic.Release => "解列",
            _ => "比對",
        };

    /// <summary>What a request is called.</summary>
    public static string TitleOf(CaseRequestKind kind) =>
        kind switch
        {
            CaseRequestKind.Release => "申請解除列管",
            CaseRequestKind.Appeal => "提出申訴",
            CaseRequestKind.HandOver => "移交縣市",
            _ => "改派學校",
        };

    /// <summary>The same by the code that an event keeps.</summary>
    public static string TitleOfRequest(string? code) => Enum.TryParse<CaseRequestKind>(code, out var kind) ? TitleOf(kind) : "申請";

    private static Dictionary<string, string> Table(string file) =>
        ReferenceFile.Rows(file, row => (Code: row("code"), Title: row("title"))).ToDictionary(r => r.Code, r => r.Title, StringComparer.Ordinal);
}

/// <summary>Why a case is released (解列原因): a row of <c>release-reasons.csv</c>.</summary>
/// <param name="Code">Kept in <see cref="TrackedCase.ReleaseReason"/>.</param>
/// <param name="Passes">Numbers of the comparison's passes that prove it.</param>
/// <param name="IsTemporary">It holds to a day, and the child comes back by itself.</param>
/// <param name="Proposers">Who may ask for it; nobody: it comes by itself.</param>
/// <param name="Evidence">What has to be shown.</param>
/// <param name="LongestDays">Days for which one decision may hold; null: no end is asked.</param>
/// <param name="ContradictedBy">The feed that ends it: <c>border-in</c>; null: none.</param>
/// <param name="NeedsHomeVisit">A school asks for it only after a visit to the home.</param>
public sealed record ReleaseReason(
    string Code,
    string Title,
    IReadOnlyList<int> Passes,
    bool IsTemporary,
    IReadOnlyList<Level> Proposers,
    string Evidence,
    int? LongestDays,
    string? ContradictedBy,
    bool NeedsHomeVisit
);
