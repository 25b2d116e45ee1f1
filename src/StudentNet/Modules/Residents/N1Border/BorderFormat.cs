using System.Globalization;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N1Border;

/// <summary>
/// The immigration agency's crossings of a week (domain §12): Fridays, two weeks late. No official format is public; this is ours. It only adds: half a list, or the same
/// twice, forgets nobody. A list a third smaller than the one before brings children home and takes nobody abroad, because who is abroad leaves a list of children.
/// </summary>
internal static class BorderFormat
{
    public const string Code = "border-crossings";

    private static readonly CodeTable Directions = new(
        "入出境別",
        new CodeRow(nameof(BorderDirection.Out), "1", "出境"),
        new CodeRow(nameof(BorderDirection.In), "2", "入境")
    );

    private static readonly CodeTable Answers = new("是否", new CodeRow("no", "0", "否"), new CodeRow("yes", "1", "是"));

    private static CellType Clock { get; } =
        Cell.Of(
            "時分 4 碼，例如 0930",
            BulkType.Text,
            text =>
            {
                var digits = NameText.Normalise(text).Replace(":", "", StringComparison.Ordinal);
                return digits.Length == 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var clock) && clock / 100 < 24 && clock % 100 < 60
                    ? CellRead.Of(digits)
                    : CellRead.Error("border.clock", "不是有效的時分", "請填 4 碼，例如 0930；不知道請留空");
            }
        );

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "入出境紀錄",
            Functions = ["N1.11"],
            Summary = "移民署每星期五提供的學齡兒童入出境紀錄，一次入出境一列，落後約兩週。只新增；同一檔重送、少送都不會刪除紀錄。比前一份少三分之一以上時只採用入境。",
            MaxBytes = 1L << 30,
            Limits = new FormatLimits { Rows = 3_000_000 },
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("through", "資料截止日", Cell.Date(future: false)), new FormatSetting("counted", "筆數已與移民署核對", Cell.Code(Answers))],
            Exclusive = _ => Code,
            Columns =
            [
                new("number", "證號", Cell.Number()) { Required = true, Aliases = ["身分證字號", "身分證統一編號"], Example = "A123456789" },
                new("direction", "入出境別", Cell.Code(Directions)) { Required = true, Aliases = ["入出境"], Example = "出境" },
                new("crossed_on", "入出境日期", Cell.Date(future: false)) { Required = true, Aliases = ["日期"], Example = "115/07/02" },
                new("clock", "時分", Clock) { Description = "同一天出入境時用來分先後。", Example = "0930" },
            ],
            Working = [new("person_id", BulkType.Long), new("is_known", BulkType.Bool), new("is_held", BulkType.Bool)],
            LookedUpBy = ["person_id", "number"],
            Rules =
            [
                new(
                    "border.after-through",
                    Severity.Error,
                    "crossed_on",
                    "晚於這份資料的截止日",
                    "請核對截止日與入出境日期",
                    row => row.Date("crossed_on") > (DateOnly)row.Settings["through"]!
                ),
            ],
            Steps =
            [
                new SetStep.Prepare("border-find"),
                new SetStep.Check(
                    "border.shrunk",
                    Severity.Warning,
                    null,
                    "{0}：少三分之一以上，出境的列暫不採用",
                    "名單不會因此變短。請向移民署確認；筆數無誤時，「筆數已與移民署核對」選「是」重送",
                    "border-check-shrunk"
                ),
            ],
            Preview = new Preview("border-preview-counts"),
            Fills = ["border_crossing"],
            Accept = async (context, cancellation) =>
            {
                await context.RunAsync("border-find", null, cancellation);
                await context.RunAsync("border-accept", null, cancellation);
            },
        };
}
