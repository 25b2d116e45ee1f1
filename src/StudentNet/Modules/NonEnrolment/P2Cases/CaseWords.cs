using System.Globalization;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>The words of the case pages: states, kinds, the code tables of visits.</summary>
public static class CaseWords
{
    /// <summary>訪查類型, by code.</summary>
    public static IReadOnlyDictionary<string, string> VisitKinds { get; } = Table("visit-kinds.csv");

    /// <summary>訪查結果, by code.</summary>
    public static IReadOnlyDictionary<string, string> VisitResults { get; } = Table("visit-results.csv");

    /// <summary>解列原因, each with the passes of the comparison that prove it.</summary>
    public static IReadOnlyList<ReleaseReason> ReleaseReasons { get; } =
        ReferenceFile.Rows(
            "release-reasons.csv",
            row => new ReleaseReason(row("code"), row("title"), [.. row("passes").Split(' ').Select(p => int.Parse(p, CultureInfo.InvariantCulture))])
        );

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
            _ => (Tone.Ok, "unlock", "解除列管"),
        };

    private static Dictionary<string, string> Table(string file) =>
        ReferenceFile.Rows(file, row => (Code: row("code"), Title: row("title"))).ToDictionary(r => r.Code, r => r.Title, StringComparer.Ordinal);
}

/// <summary>Why a case is released (解列原因).</summary>
/// <param name="Code">Kept in <see cref="TrackedCase.ReleaseReason"/>.</param>
/// <param name="Passes">Numbers of the comparison's passes that prove it.</param>
public sealed record ReleaseReason(string Code, string Title, IReadOnlyList<int> Passes);
