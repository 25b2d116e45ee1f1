using System.Globalization;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>A rule on a pupil's record with its dates: a row of <c>Reference/record-rules.csv</c> and the predicate of its code.</summary>
/// <param name="Path">Element that the finding points at.</param>
/// <param name="WarnFrom">First day on which breaking it is a warning.</param>
/// <param name="RejectFrom">First day on which breaking it rejects the pupil; null: never.</param>
/// <param name="ChangedOn">When the rule was last announced.</param>
public sealed record RecordRule(
    string Code,
    string Path,
    DateOnly WarnFrom,
    DateOnly? RejectFrom,
    string Message,
    string Hint,
    DateOnly ChangedOn,
    string Change,
    Func<RecordDraft, bool> Breaks
)
{
    /// <summary>How much breaking it weighs on a day; null: nothing yet.</summary>
    public Severity? On(DateOnly day) =>
        day >= RejectFrom ? Severity.Error
        : day >= WarnFrom ? Severity.Warning
        : null;

    /// <summary>今天怎麼處理: 退件, 提醒, 尚未生效.</summary>
    public string StandingOn(DateOnly day) =>
        On(day) switch
        {
            Severity.Error => "退件",
            Severity.Warning => "提醒",
            _ => "尚未生效",
        };
}

/// <summary>The rules of Q2 beyond the schema, in the order in which they are listed. Dates and words are data, predicates stand here.</summary>
public static class RecordRules
{
    private static readonly Dictionary<string, Func<RecordDraft, bool>> Predicates = new(StringComparer.Ordinal)
    {
        ["record.term-missing"] = d => d.IsInSchool && d.Term is null && d.Gap is null,
        ["record.attendance-missing"] = d => d.IsInSchool && d.Gap is null && d.Term is { DaysDue: null },
        ["record.gap-approval"] = d => d.Gap is { NeedsApproval: true } && d.GapApprovedOn is null,
        ["record.gap-foreign"] = d => d.Gap is { IsForForeigners: true } && !d.IsForeign,
        ["record.gap-expired"] = d => d.Gap is { } gap && !gap.IsValidOn(d.Today),
        ["record.status-date"] = d => d.Status is { NeedsDate: true } && d.StatusOn is null,
        ["record.previous-school"] = d => d.Status is { IsTransfer: true, IsInSchool: true } && d.PreviousSchool is null,
        ["record.class-differs"] = d => d.IsInSchool && d.Term is { } term && ((term.Grade is { } g && g != d.Grade) || (term.Class is { } c && c.TrimStart('0') != d.Class?.TrimStart('0'))),
        ["record.graduation"] = d => d.IsInSchool && d.Grade is "6" or "9" && d.TermNumber == 2 && !d.HasGraduation,
        ["record.guardian-phone"] = d => !d.HasGuardianPhone,
    };

    /// <summary>All rules. A row without a predicate, or the other way round, is a bug and throws.</summary>
    public static IReadOnlyList<RecordRule> All { get; } = Load();

    /// <summary>The rules that a pupil breaks on the day of the draft.</summary>
    public static IEnumerable<(RecordRule Rule, Severity Severity)> BrokenBy(RecordDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        foreach (var rule in All)
        {
            if (rule.On(draft.Today) is { } severity && rule.Breaks(draft))
            {
                yield return (rule, severity);
            }
        }
    }

    private static IReadOnlyList<RecordRule> Load()
    {
        var rules = ReferenceFile.Rows(
            "record-rules.csv",
            row => new RecordRule(
                row("code"),
                row("path"),
                Day(row("warn_from")),
                row("reject_from") is { Length: > 0 } reject ? Day(reject) : null,
                row("message"),
                row("hint"),
                Day(row("changed_on")),
                row("change"),
                Predicates[row("code")]
            )
        );
        return rules.Count == Predicates.Count ? rules : throw new InvalidOperationException("A predicate of record-rules.csv has no row.");
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
