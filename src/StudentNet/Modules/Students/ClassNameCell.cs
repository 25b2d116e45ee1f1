using System.Text.RegularExpressions;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students;

/// <summary>
/// The name of a class in a file (<see cref="ClassNames"/>). Excel takes 1-2 for the second of January: undone where month and grade agree and the
/// cell shows no year; anything else that looks like a day is asked about.
/// </summary>
internal sealed partial class ClassNameCell : CellType
{
    private const int Longest = 10;

    public override string Title => "文字，最多 10 字；數字班級依縣市的寫法（通常補成兩位）";

    public override BulkType Storage => BulkType.Text;

    /// <summary>Understood beside the column <c>grade</c> of its row, which stands before it.</summary>
    public override CellRead Read(string text, Row row) => Read(text, row.Whole("grade"), row.DateFormat, ClassNames.Settled(row.Settings, row.Whole("grade")));

    public override CellRead Read(string text, DateOnly today) => Read(text, null, null, ClassNaming.TwoDigits);

    private static CellRead Read(string text, int? grade, string? format, ClassNaming naming)
    {
        if (Shown().Match(text) is { Success: true } shown && Day(shown) is var (shownMonth, shownDay))
        {
            return OfDay(text, shownMonth, shownDay, grade, isCertain: true, naming);
        }

        if ((format is not null || text.Length >= 8) && DateText.TryParse(text, out var date))
        {
            return OfDay(text, date.Day.Month, date.Day.Day, grade, format is not null && ShowsNoYear(format), naming);
        }

        var name = ClassNames.Normal(text, grade, naming);
        return name.Length is 0 or > Longest ? CellRead.Error("roll.class", "不是班級名稱", "請填班級，例如 01 或 忠，最多 10 字")
            : name.Contains('|', StringComparison.Ordinal) ? CellRead.Error("roll.class", "班級名稱不能有 |", "請刪去這個符號")
            : CellRead.Of(name);
    }

    private static CellRead OfDay(string text, int month, int day, int? grade, bool isCertain, ClassNaming naming) =>
        isCertain && month == grade
            ? CellRead.Remark(
                ClassNames.Normal(day.ToString(System.Globalization.CultureInfo.InvariantCulture), grade, naming),
                new Problem("roll.class-date", $"試算表把班級變成日期，已讀回「{month}-{day}」的班級", "請核對班級；把這一欄的格式改成文字，以後就不會再變")
            )
            : CellRead.Error(
                "roll.class-date",
                $"班級「{text}」是日期，可能是試算表把「{month}-{day}」變成日期",
                "請把這一欄的格式改成文字，重新填入班級"
            );

    private static bool ShowsNoYear(string format) => !YearLetter().IsMatch(Quoted().Replace(format, ""));

    private static (int Month, int Day)? Day(Match shown)
    {
        var day = int.Parse(shown.Groups["day"].ValueSpan, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
        var month = shown.Groups["month"].Success
            ? int.Parse(shown.Groups["month"].ValueSpan, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture)
            : Array.FindIndex(Months, m => m.Equals(shown.Groups["word"].Value, StringComparison.OrdinalIgnoreCase)) + 1;
        return month is > 0 and < 13 && day is > 0 and < 32 ? (month, day) : null;
    }

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    // What a file of text keeps of such a cell.
    [GeneratedRegex("^(?:(?<month>[0-9]{1,2})月(?<day>[0-9]{1,2})日|(?<day>[0-9]{1,2})-(?<word>[A-Za-z]{3}))$")]
    private static partial Regex Shown();

    [GeneratedRegex("[yegb]", RegexOptions.IgnoreCase)]
    private static partial Regex YearLetter();

    [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]")]
    private static partial Regex Quoted();
}
