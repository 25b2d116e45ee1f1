using StudentNet.Modules.Residents;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>The rules on one row of a class roll, and on one pupil edited by hand.</summary>
internal static class ClassRollRules
{
    public static IReadOnlyList<RowRule> All { get; } =
        [
            new(
                "roll.foreign",
                Severity.Error,
                "nationality",
                "外籍生不放在各班名單的檔案",
                "請在 Q3 外籍生管理登錄並編班，各班人數會自動帶入",
                row => row.Text("nationality") != Nationalities.Own
            ),
            new(
                "roll.birth-grade",
                Severity.Warning,
                "birth_date",
                "年級與出生日期通常不相符",
                "請核對年級與生日；提早入學、暫緩入學或重讀的學生可以匯入",
                row => GradeOf(row) is { } usual && usual != row.Whole("grade")
            ),
            new("roll.no-seat", Severity.Warning, "seat", "沒有座號", "可以匯入；建議補上座號", row => !row.Has("seat")),
            new(
                "roll.kind",
                Severity.Error,
                "non_school_kind",
                "學生樣態為非學，須填非學型態",
                "請填 1 個人、2 團體、3 機構或 4 在家教育",
                row => StateOf(row).NeedsKind && !row.Has("non_school_kind")
            ),
            new(
                "roll.kind-idle",
                Severity.Warning,
                "non_school_kind",
                "學生樣態不是非學，卻填了非學型態",
                "請核對學生樣態",
                row => !StateOf(row).NeedsKind && row.Has("non_school_kind")
            ),
            new(
                "roll.place",
                Severity.Error,
                "holds_place",
                "只有非學學生可以佔員額",
                "請改填 否，或核對學生樣態",
                row => row.YesNo("holds_place") is true && StateOf(row).FigureWithPlace is null
            ),
            new(
                "roll.sick-from",
                Severity.Error,
                "sick_from",
                "學生樣態為長期病假，須填起日",
                "請填病假開始的日期，例如 115/09/15",
                row => StateOf(row).NeedsSickness && !row.Has("sick_from")
            ),
            new(
                "roll.sick-order",
                Severity.Error,
                "sick_to",
                "長期病假的訖日早於起日",
                "請核對兩個日期",
                row => row.Date("sick_to") < row.Date("sick_from")
            ),
            new(
                "roll.sick-idle",
                Severity.Warning,
                "sick_from",
                "學生樣態不是長期病假，卻填了病假日期",
                "請核對學生樣態；已銷假的學生可留空",
                row => !StateOf(row).NeedsSickness && (row.Has("sick_from") || row.Has("sick_to"))
            ),
        ];

    /// <summary>What a row typed by hand breaks; the same rules in the same words.</summary>
    public static IEnumerable<(string Field, string Message)> Broken(RollLine line, SchoolLevel level)
    {
        var state = RollCodes.State(line.State);
        var (first, last) = level == SchoolLevel.Elementary ? (1, 6) : (7, 9);
        if (line.Grade < first || line.Grade > last)
        {
            yield return (nameof(RollLine.Grade), $"{level.Title()}為 {first} 至 {last} 年級");
        }

        if (state.NeedsKind && line.NonSchoolKind is null)
        {
            yield return (nameof(RollLine.NonSchoolKind), "學生樣態為非學，須填非學型態");
        }

        if (line.HoldsPlace && state.FigureWithPlace is null)
        {
            yield return (nameof(RollLine.HoldsPlace), "只有非學學生可以佔員額");
        }

        if (state.NeedsSickness && line.SickFrom is null)
        {
            yield return (nameof(RollLine.SickFrom), "學生樣態為長期病假，須填起日");
        }

        if (line.SickTo < line.SickFrom)
        {
            yield return (nameof(RollLine.SickTo), "長期病假的訖日早於起日");
        }
    }

    private static PupilState StateOf(Row row) => RollCodes.State(row.Text("state"));

    /// <summary>The grade that a child of this birth date is usually in; null where the row does not say the year.</summary>
    private static int? GradeOf(Row row) =>
        row.Settings.GetValueOrDefault("year") is int year && row.Date("birth_date") is { } birth
            ? new SchoolYear(year).Gregorian - (Cohort.Of(birth).Year + 6) + 1
            : null;
}
