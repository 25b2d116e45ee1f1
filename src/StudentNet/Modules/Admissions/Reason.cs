using System.Globalization;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions;

/// <summary>Which of a school's two questions a mark answers: did the child register (N3), did the child come (N5).</summary>
public enum EntryStage
{
    /// <summary>報到 (N3, N4).</summary>
    Registration,

    /// <summary>入學 (N5, N6).</summary>
    Admission,
}

/// <summary>How a reason shows among the marks of a list: as 未報到／未入學, or as 其他 because the child goes somewhere that is known.</summary>
public enum MarkedAs
{
    Absent,
    Elsewhere,
}

/// <summary>Why a child did not register or did not come: a row of <c>Reference/reasons.csv</c>. Rules ask its columns, never its code.</summary>
/// <param name="Code">What entries and marks keep.</param>
/// <param name="Stage">The only stage it may be given in; null: both.</param>
/// <param name="NeedsSchool">It is not complete without the school the child goes to.</param>
/// <param name="NeedsDetail">It is not complete without a few words.</param>
/// <param name="DetailLabel">What those words are about.</param>
/// <param name="AccountsFor">The child counts as accounted for in the national comparison (domain §7).</param>
public sealed record Reason(
    string Code,
    string Title,
    string TitleAtAdmission,
    EntryStage? Stage,
    MarkedAs MarkedAs,
    bool NeedsSchool,
    bool NeedsDetail,
    string DetailLabel,
    bool AccountsFor,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    /// <summary>The title in the words of a stage: 改報到他校, 改就讀他校.</summary>
    public string TitleAt(EntryStage stage) => stage == EntryStage.Admission ? TitleAtAdmission : Title;

    /// <summary>Whether it may be given in a stage on a day.</summary>
    public bool IsGivenIn(EntryStage stage, DateOnly day) =>
        (Stage is null || Stage == stage) && day >= ValidFrom && (ValidTo is null || day <= ValidTo);
}

/// <summary>The code table of reasons, in the order in which lists offer them.</summary>
public static class Reasons
{
    private static readonly Lazy<IReadOnlyList<Reason>> Table = new(Load);
    private static readonly Lazy<Dictionary<string, Reason>> ByCode = new(() => Table.Value.ToDictionary(r => r.Code, StringComparer.Ordinal));

    public static IReadOnlyList<Reason> All => Table.Value;

    /// <summary>The reason of a code; null for none and for an unknown one.</summary>
    public static Reason? Find(string? code) => code is null ? null : ByCode.Value.GetValueOrDefault(code);

    /// <summary>Reasons that account for a child for one year only, after which it enters with the next, as <c>,a,b,</c>.</summary>
    internal static string Deferring { get; } =
        $",{string.Join(',', ReferenceFile.Rows("reasons.csv", row => (Code: row("code"), Defers: row("accounts_for") == "true" && row("is_permanent") == "false")).Where(r => r.Defers).Select(r => r.Code))},";

    /// <summary>Reason with the school or the words it names: 私校（○○國小）. Empty where there is none.</summary>
    /// <param name="place">What the reason names: the code of a school, or words.</param>
    /// <param name="schoolOf">A school's code in words.</param>
    public static string Words(string? code, string? place, EntryStage stage, Func<string, string> schoolOf)
    {
        ArgumentNullException.ThrowIfNull(schoolOf);
        if (Find(code) is not { } reason)
        {
            return "";
        }

        return string.IsNullOrEmpty(place) ? reason.TitleAt(stage) : $"{reason.TitleAt(stage)}（{(reason.NeedsSchool ? schoolOf(place) : place)}）";
    }

    /// <summary>What may be chosen in a stage on a day.</summary>
    public static IEnumerable<Reason> GivenIn(EntryStage stage, DateOnly day) => All.Where(r => r.IsGivenIn(stage, day));

    private static IReadOnlyList<Reason> Load() =>
        ReferenceFile.Rows(
            "reasons.csv",
            row => new Reason(
                row("code"),
                row("title"),
                row("title_at_admission") is { Length: > 0 } title ? title : row("title"),
                row("stage") is "both" ? null : Enum.Parse<EntryStage>(row("stage"), ignoreCase: true),
                Enum.Parse<MarkedAs>(row("marked_as"), ignoreCase: true),
                row("needs_school") == "true",
                row("needs_detail") == "true",
                row("detail_label"),
                row("accounts_for") == "true",
                Day(row("valid_from")),
                row("valid_to") is { Length: > 0 } to ? Day(to) : null
            )
        );

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
