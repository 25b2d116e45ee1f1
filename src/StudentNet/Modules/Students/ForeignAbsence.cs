using System.Globalization;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students;

/// <summary>Why a foreign pupil has not returned: a row of <c>Reference/foreign-absences.csv</c>. Rules ask its columns, never its code.</summary>
/// <param name="FileCode">How files say it.</param>
/// <param name="CountsInClass">The child keeps its place: it goes on counting as 在校外籍生 in Q1.</param>
/// <param name="NeedsDetail">It is not complete without a few words.</param>
/// <param name="DetailLabel">What those words are about.</param>
public sealed record ForeignAbsence(
    string Code,
    string FileCode,
    string Title,
    bool CountsInClass,
    bool NeedsDetail,
    string DetailLabel,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    /// <summary>Whether an absence that begins on a day may have this reason.</summary>
    public bool IsGivenOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day <= ValidTo);
}

/// <summary>The code table of these reasons, in the order in which lists offer them.</summary>
public static class ForeignAbsences
{
    private static readonly Lazy<IReadOnlyList<ForeignAbsence>> Table = new(() =>
        ReferenceFile.Rows(
            "foreign-absences.csv",
            row => new ForeignAbsence(
                row("code"),
                row("file_code"),
                row("title"),
                row("counts_in_class") == "true",
                row("needs_detail") == "true",
                row("detail_label"),
                Day(row("valid_from")),
                row("valid_to") is { Length: > 0 } to ? Day(to) : null
            )
        )
    );

    public static IReadOnlyList<ForeignAbsence> All => Table.Value;

    /// <summary>Codes of the reasons by which a child loses its place: it is no longer one of the school's pupils.</summary>
    public static IReadOnlyList<string> Placeless { get; } = [.. Table.Value.Where(a => !a.CountsInClass).Select(a => a.Code)];

    /// <summary>For files: the file's code or the title, stored as the code.</summary>
    public static CodeTable Codes { get; } = new("未返臺原因", [.. Table.Value.Select(a => new CodeRow(a.Code, a.FileCode, a.Title))]);

    /// <summary>The reason of a code; null for none and for an unknown one.</summary>
    public static ForeignAbsence? Find(string? code) => code is null ? null : All.FirstOrDefault(a => a.Code == code);

    /// <summary>Title of a code; the code itself where the table has lost it.</summary>
    public static string Title(string code) => Find(code)?.Title ?? code;

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
