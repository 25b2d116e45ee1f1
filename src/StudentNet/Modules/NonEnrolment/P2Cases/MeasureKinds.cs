using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>What belongs together among the measures: a filter of the time line, a form of the page.</summary>
public enum MeasureGroup
{
    /// <summary>警政協尋</summary>
    Search,

    /// <summary>拒學</summary>
    Refusal,

    /// <summary>通報中輟系統、轉介社政</summary>
    Report,

    /// <summary>通報強迫入學委員會</summary>
    Committee,

    /// <summary>強迫入學程序, by the township</summary>
    Ladder,
}

/// <summary>A kind of measure: a row of <c>case-measures.csv</c>.</summary>
/// <param name="Levels">Who may do it.</param>
/// <param name="Of">Kinds of which one must have come before; none: it stands alone.</param>
/// <param name="Counterpart">What the other side is called, where one must be named.</param>
/// <param name="HasDeadline">The letter gives a last day.</param>
/// <param name="HasLetter">There is a letter to print.</param>
public sealed record MeasureKind(
    string Code,
    string Title,
    MeasureGroup Group,
    IReadOnlyList<Level> Levels,
    IReadOnlyList<string> Of,
    bool NeedsDocument,
    string? Counterpart,
    bool HasAmount,
    bool HasDeadline,
    bool HasLetter,
    Tone Tone,
    string Icon,
    string Hint
);

/// <summary>The kinds of measures, in the order of the table.</summary>
public static class MeasureKinds
{
    public const string PoliceAsked = "police-asked";
    public const string PoliceAnswered = "police-answered";
    public const string Refusal = "refusal";
    public const string Committee = "committee";
    public const string Advice = "advice";
    public const string Warning = "warning";
    public const string Fine = "fine";
    public const string Delivered = "delivered";
    public const string Paid = "paid";
    public const string Enforcement = "enforcement";

    public static IReadOnlyList<MeasureKind> All { get; } =
        ReferenceFile.Rows(
            "case-measures.csv",
            row => new MeasureKind(
                row("code"),
                row("title"),
                Enum.Parse<MeasureGroup>(row("group"), ignoreCase: true),
                [.. row("levels").Split(' ').Select(Enum.Parse<Level>)],
                row("of").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                row("document") == "true",
                row("counterpart") is { Length: > 0 } words ? words : null,
                row("amount") == "true",
                row("deadline") == "true",
                row("letter").Length > 0,
                Enum.Parse<Tone>(row("tone")),
                row("icon"),
                row("hint")
            )
        );

    /// <summary>The kind of a code; null for none.</summary>
    public static MeasureKind? Find(string? code) => All.FirstOrDefault(k => k.Code == code);

    /// <summary>Title of a code; the code itself where the table has lost it.</summary>
    public static string TitleOf(string? code) => Find(code)?.Title ?? code ?? "";

    /// <summary>What an organisation of a level may do.</summary>
    public static IEnumerable<MeasureKind> For(Level level) => All.Where(k => k.Levels.Contains(level));
}
