using System.Globalization;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>State of a pupil on the reference date: a row of <c>Reference/record-statuses.csv</c>. Rules ask its columns, never its code.</summary>
/// <param name="IsInSchool">The pupil attends, so term data are due.</param>
/// <param name="NeedsDate">It is not complete without its date.</param>
/// <param name="IsTransfer">It shows among the transfers.</param>
public sealed record RecordStatus(string Code, string Title, bool IsInSchool, bool NeedsDate, bool IsTransfer);

/// <summary>Why data may be missing: a row of <c>Reference/record-gaps.csv</c>.</summary>
/// <param name="NeedsApproval">It is not complete without the date of its approval.</param>
/// <param name="IsForForeigners">Only pupils of another nationality may have it.</param>
public sealed record RecordGap(string Code, string Title, bool NeedsApproval, bool IsForForeigners, string Explanation, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public bool IsValidOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day <= ValidTo);
}

/// <summary>The code tables of Q2.</summary>
public static class RecordCodes
{
    public static IReadOnlyList<RecordStatus> Statuses { get; } =
        ReferenceFile.Rows("record-statuses.csv", row => new RecordStatus(row("code"), row("title"), Yes(row("in_school")), Yes(row("needs_date")), Yes(row("is_transfer"))));

    public static IReadOnlyList<RecordGap> Gaps { get; } =
        ReferenceFile.Rows(
            "record-gaps.csv",
            row => new RecordGap(
                row("code"),
                row("title"),
                Yes(row("needs_approval")),
                Yes(row("foreign_only")),
                row("explanation"),
                Day(row("valid_from")),
                row("valid_to") is { Length: > 0 } to ? Day(to) : null
            )
        );

    /// <summary>For the column of the format: stored as the code.</summary>
    public static CodeTable StatusTable { get; } = new("就學狀態", [.. Statuses.Select(s => new CodeRow(s.Code, s.Code, s.Title))]);

    /// <summary>For the column of the format: stored as the code.</summary>
    public static CodeTable GapTable { get; } = new("缺漏原因", [.. Gaps.Select(g => new CodeRow(g.Code, g.Code, g.Title))]);

    private static bool Yes(string text) => text == "true";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
