using System.Globalization;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>
/// Q4 the monthly list of the special-education network (特通網), of the whole country: a client of the ministry sends it, or the ministry uploads
/// it. Who is not in it is no longer in special education; a row with an error keeps its pupil.
/// </summary>
internal static class SpecialEducationListFormat
{
    public const string Code = "special-education-list";

    private const int MostReduction = 3;

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "鑑輔生名單",
            Functions = ["Q4.11"],
            Summary = "特通網每月 1 日的全國鑑輔生名單，一人一列。名單是全部：不在名單裡的學生視為不再接受特教服務；有錯誤的列不影響該生原來的資料。",
            MaxBytes = 256L << 20,
            Limits = new FormatLimits { Rows = 500_000 },
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("month", "名單年月", Cell.Of("年月，例如 115/10", BulkType.Date, Month))],
            Key = PeopleOfFiles.Key,
            Stays = PeopleOfFiles.Stays,
            StaysCheck = new SetStep.Check(
                "special.stays",
                Severity.Warning,
                "number",
                "名單沒有 {0}，但這一列有錯誤，可能就是這名學生，所以暫不移出",
                "請改正這一列後重傳；確已不在名單者，改正後就會移出",
                "special-education-check-stays"
            ),
            Columns =
            [
                .. PeopleOfFiles.Columns,
                new("school_code", "學校代碼", Cell.Text(8)) { Required = true, Aliases = ["安置學校代碼"], Example = "999601" },
                new("grade", "年級", Cell.Whole(1, 9)) { Required = true, Example = "3" },
                new("category", "特教類別", Cell.Code(SpecialCodes.Categories)) { Required = true, Aliases = ["障礙類別"], Example = "學習障礙" },
                new("placement", "安置型態", Cell.Code(SpecialCodes.Placements)) { Required = true, Aliases = ["安置班型"], Example = "分散式資源班" },
                new("approved_on", "鑑定日期", Cell.Date(future: false)) { Required = true, Example = "114/05/20" },
                new("valid_until", "有效期限", Cell.Date()) { Aliases = ["鑑定有效期限"], Example = "117/07/31" },
                new("class_reduction", "酌減人數", Cell.Whole(0, MostReduction)) { Description = "不填為 0。", Example = "1" },
            ],
            Derived = PeopleOfFiles.Derived,
            Working = [.. PeopleOfFiles.Working, new("found_school", BulkType.Text), new("difference", BulkType.Text)],
            LookedUpBy = PeopleOfFiles.LookedUpBy,
            Rules =
            [
                .. PeopleOfFiles.Rules,
                new("special.valid-until", Severity.Error, "valid_until", "有效期限早於鑑定日期", "請核對兩個日期", row => row.Date("valid_until") < row.Date("approved_on")),
            ],
            Steps =
            [
                .. PeopleOfFiles.Steps("pupils-people-ours"),
                new SetStep.Check("special.late", Severity.Error, null, "系統已有較新的名單（{0}）", "請核對名單年月；較舊的名單不覆蓋較新的", "special-education-check-late"),
                new SetStep.Prepare("special-education-schools"),
                new SetStep.Check("special.school", Severity.Error, "school_code", "學校名錄沒有這個代碼，或沒有這個年級", "請核對學校代碼與年級；新設校請先匯入學校名錄", "special-education-check-school"),
                new SetStep.Check("special.twice", Severity.Error, "number", "與第 {0} 列是同一名學生", "一名學生只有一個安置學校，請刪去重複的一列", "special-education-check-twice"),
                new SetStep.Prepare("special-education-difference"),
            ],
            Preview = new Preview("special-education-preview-counts", "special-education-preview-rows") { ShrinkGuard = 0.5 },
            Fills = ["special_placement"],
            Accept = AcceptAsync,
        };

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        await PeopleOfFiles.CreateAsync(context, "pupils-people-ours", cancellation);
        await SpelledElsewhere.TellAsync(context, cancellation);
        await context.RunAsync("special-education-accept", new { received = context.Receipt.ReceivedAt }, cancellation);
    }

    /// <summary>115/10, 11510, 2026-10 or a day of the month; stored as the first day.</summary>
    private static CellRead Month(string text)
    {
        var typed = NameText.Normalise(text);
        var parts = typed.Split('/', '-');
        if (parts.Length == 2 && parts.All(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            typed += typed.Contains('/', StringComparison.Ordinal) ? "/01" : "-01";
        }
        else if (typed.Length == 5 && typed.All(char.IsAsciiDigit))
        {
            typed += "01";
        }

        return RocDate.TryParse(typed, out var day)
            ? CellRead.Of(new DateOnly(day.Year, day.Month, 1))
            : CellRead.Error("special.month", $"看不出「{text}」是哪一個月", "請填民國年月，例如 115/10");
    }
}
