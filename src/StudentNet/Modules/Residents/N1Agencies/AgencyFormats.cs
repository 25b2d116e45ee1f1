using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N1Agencies;

/// <summary>
/// The lists of the agencies (domain §12), one format each, one acceptance for all. No official formats are public; these are ours. What a list may do to a child's standing decides how careful it
/// is: a list a third smaller than the one before takes nobody new in and lets nobody go, it only ends what it says has ended, until the sender says that the rows were counted.
/// </summary>
internal static class AgencyFormats
{
    private static readonly CodeTable Answers = new("是否", new CodeRow("no", "0", "否"), new CodeRow("yes", "1", "是"));

    public static IReadOnlyList<FileFormat> All { get; } =
        [
            Format(
                "police",
                "police-searches",
                "警政單位受理協尋與尋獲的學齡兒童，一次一列。只新增，不解釋學生在哪裡；列在就學歷程與列管個案。",
                [
                    Number,
                    new("kind", "類別", Cell.Code(AgencyKind.CodesOf("police"))) { Required = true, Example = "尋獲" },
                    new("valid_from", "日期", Cell.Date(future: false)) { Required = true, Example = "115/10/02" },
                    new("place", "受理單位", Cell.Text(60)) { Example = "範例分局" },
                    new("document_no", "案號", Cell.Text(60)) { Example = "範警字第 1150001 號" },
                ],
                ["valid_through", "school_code"]
            ),
            Format(
                "kindergarten",
                "kindergarten-pupils",
                "幼兒園每月的在園名單，一人一列，全部的人都在檔案裡。名單沒有的人視為離園。不代替暫緩入學的核定。",
                [
                    Number,
                    new("place", "幼兒園", Cell.Text(60)) { Required = true, Aliases = ["園名"], Example = "範例幼兒園" },
                    new("valid_from", "入園日", Cell.Date(future: false)) { Required = true, Example = "114/08/01" },
                    new("valid_through", "離園日", Cell.Date()) { Description = "最後一天；還在園請留空。", Example = "" },
                ],
                ["kind:Kindergarten", "school_code", "document_no"]
            ),
            Format(
                "correctional",
                "correctional-pupils",
                "矯正學校每月的在校名單，一人一列，全部的人都在檔案裡。名單沒有的人視為離校，次日自動回到名單。",
                [
                    Number,
                    new("place", "矯正學校", Cell.Text(60)) { Required = true, Aliases = ["機構"], Example = "範例中學" },
                    new("valid_from", "入校日", Cell.Date(future: false)) { Required = true, Example = "115/05/01" },
                    new("valid_through", "離校日", Cell.Date()) { Description = "最後一天；還在校請留空。", Example = "" },
                    new("document_no", "文號", Cell.Text(60)) { Example = "" },
                ],
                ["kind:Correctional", "school_code"]
            ),
            Format(
                "dropout",
                "dropout-reports",
                "中輟通報系統的通報與復學，一次通報一列。只新增與填入復學日；學生在通報的學期內列為中輟，由通報學校負責。",
                [
                    Number,
                    new("kind", "類別", Cell.Code(AgencyKind.CodesOf("dropout"))) { Required = true, Example = "中輟" },
                    new("school_code", "通報學校代碼", Cell.Text(8)) { Required = true, Example = "980601" },
                    new("valid_from", "通報日", Cell.Date(future: false)) { Required = true, Example = "115/10/05" },
                    new("valid_through", "復學前一日", Cell.Date(future: false)) { Description = "最後一天不在學校；還沒復學請留空。", Example = "" },
                    new("document_no", "通報序號", Cell.Text(60)) { Example = "1150001" },
                ],
                ["place"]
            ),
        ];

    private static Column Number => new("number", "證號", Cell.Number()) { Required = true, Aliases = ["身分證字號", "身分證統一編號"], Example = "A123456789" };

    private static RowRule EndsAfterItBegins =>
        new(
            "agency.order",
            Severity.Error,
            "valid_through",
            "迄日早於起日",
            "請核對兩個日期；迄日是最後一天",
            row => row.Date("valid_through") is { } through && through < row.Date("valid_from")
        );

    /// <param name="absent">Columns that this list does not have; after a colon what stands in them for all rows.</param>
    private static FileFormat Format(string code, string format, string summary, IReadOnlyList<Column> columns, IReadOnlyList<string> absent)
    {
        var feed = AgencyFeed.Of(code);
        return new FileFormat
        {
            Code = format,
            Title = feed.Title,
            Functions = ["N1.11"],
            Summary = summary,
            MaxBytes = 64L << 20,
            Limits = new FormatLimits { Rows = 500_000 },
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("through", "資料截止日", Cell.Date(future: false)), new FormatSetting("counted", "筆數已與機關核對", Cell.Code(Answers))],
            Exclusive = _ => format,
            Columns = columns,
            Derived =
            [
                new("feed", BulkType.Text, _ => feed.Code),
                new("is_whole", BulkType.Bool, _ => feed.IsWhole),
                new("is_guarded", BulkType.Bool, _ => feed.IsGuarded),
                .. absent.Select(a => a.Split(':')).Select(a => new Derived(a[0], a[0] == "valid_through" ? BulkType.Date : BulkType.Text, _ => a.Length > 1 ? a[1] : null)),
            ],
            Working = [new("person_id", BulkType.Long), new("is_known", BulkType.Bool), new("is_held", BulkType.Bool)],
            LookedUpBy = ["person_id", "number"],
            Rules =
            [
                new("agency.after-through", Severity.Error, "valid_from", "晚於這份資料的截止日", "請核對截止日與日期", row => row.Date("valid_from") > (DateOnly)row.Settings["through"]!),
                .. columns.Any(c => c.Name == "valid_through") ? (IEnumerable<RowRule>)[EndsAfterItBegins] : [],
            ],
            Steps =
            [
                new SetStep.Prepare("agency-find"),
                new SetStep.Check(
                    "agency.shrunk",
                    Severity.Warning,
                    null,
                    "{0}：少三分之一以上，新的列暫不採用，名單沒有的人也不視為離開",
                    "沿用最後所知。請向機關確認；筆數無誤時，「筆數已與機關核對」選「是」重送",
                    "agency-check-shrunk"
                ),
            ],
            Preview = new Preview("agency-preview-counts"),
            Fills = ["agency_record"],
            Accept = async (context, cancellation) =>
            {
                await context.RunAsync("agency-find", null, cancellation);
                await context.RunAsync("agency-accept", new { feed = feed.Code, whole = feed.IsWhole && context.Receipt.BadRows == 0 && !context.Receipt.Supplements }, cancellation);
            },
        };
    }
}
