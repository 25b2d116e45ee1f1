using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students.Q2Records.Reading;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>
/// Student records per term (Q2): a JSON document with nested pupils, or 3.0 XML. The columns are the key figures of a pupil by their paths in
/// the schema; the pupil itself is stored whole. Good pupils go in, rejected ones wait in the result file.
/// </summary>
internal static class RecordFormat
{
    public const string Code = "student-records";

    internal const string School = "現在學校代碼";
    internal const string LastChange = "異動資料/異動資料_資料內容/異動原因";
    internal const string LastChangeOn = "異動資料/異動資料_資料內容/異動日期";
    internal const string PreviousSchool = "異動資料/異動資料_資料內容/原就讀學校代碼";

    private static readonly Dictionary<string, string> PeoplePaths = new(StringComparer.Ordinal)
    {
        ["number_kind"] = "基本資料/身分證證照/證照種類",
        ["number"] = "基本資料/身分證證照/證照號碼",
        ["name"] = "基本資料/學生姓名",
        ["sex"] = "基本資料/學生性別",
        ["birth_date"] = "基本資料/學生生日",
        ["nationality"] = "基本資料/身分證證照/國籍",
    };

    private static readonly CodeTable Terms = new("學期", new CodeRow("1", "1", "第 1 學期"), new CodeRow("2", "2", "第 2 學期"));

    public static FileFormat Format { get; } = Declare();

    private static FileFormat Declare()
    {
        var columns = Columns();
        var paths = columns.Select(c => c.Title).ToList();
        return new FileFormat
        {
            Code = Code,
            Title = "學籍資料",
            // A county's file has schools of both levels.
            Filing = file => file.OfTerm(mayHoldBothLevels: true),
            Functions = ["Q2.31", "Q2.21"],
            Summary = "每學期基準日的學籍資料，一檔一份 JSON（也收學籍交換 3.0 的 XML）。逐位學生收或退，退件補正後重送即可。",
            MaxBytes = 2L << 30,
            Limits = new FormatLimits { Rows = 1_000_000 },
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("year", "學年度", Cell.SchoolYear()), new FormatSetting("term", "學期", Cell.Code(Terms))],
            Columns = columns,
            Derived =
            [
                .. PeopleOfFiles.Derived,
                new("level", BulkType.Int, row => row.Whole("grade") <= 6 ? 1 : 7),
                new("is_in_school", BulkType.Bool, row => !row.Has("status") || RecordCodes.Statuses.First(s => s.Code == row.Text("status")).IsInSchool),
                new("document", BulkType.Text, row => row.Document),
                new("content_hash", BulkType.Text, row => Hash(row.Document!)),
            ],
            Working = [.. PeopleOfFiles.Working, new("school", BulkType.Text), new("county_code", BulkType.Text), new("difference", BulkType.Text)],
            LookedUpBy = PeopleOfFiles.LookedUpBy,
            Rules = PeopleOfFiles.Rules,
            Key = PeopleOfFiles.Key,
            Stays = PeopleOfFiles.Stays,
            Steps = Steps(),
            Preview = new Preview("records-preview-counts", "records-preview-rows") { ShrinkGuard = 0.5 },
            OpenSource = request => RecordSource.Open(request, paths),
            DocumentsKey = RecordSchema.Pupils,
            Refuses = RefusesAsync,
            Fills = ["student_record", "student_record_version"],
            Accept = RecordAcceptance.AcceptAsync,
        };
    }

    private static IReadOnlyList<Column> Columns() =>
        [
            new("school_code", School, Cell.Text(8)) { Description = "不填時為上傳的學校；縣市上傳須填在檔頭或每位學生。", Example = "999601" },
            .. PeopleOfFiles.Columns.Select(c => c with { Title = PeoplePaths[c.Name], Aliases = [] }),
            new("grade", "基本資料/現在年級", Cell.Whole(1, 9)) { Required = true, Example = "3" },
            new("class_name", "基本資料/現在班級", Cell.Text(20)) { Required = true, Example = "02" },
            new("seat", "基本資料/現在座號", Cell.Whole(0, 99)) { Example = "15" },
            new("status", "就學狀態/狀態", Cell.Code(RecordCodes.StatusTable)) { Description = "不填為在籍。", Example = "在籍" },
            new("status_on", "就學狀態/日期", Cell.Date()) { Example = "115/09/01" },
            new("gap", "缺漏說明/原因", Cell.Code(RecordCodes.GapTable)) { Description = "合法缺漏填了就收。", Example = "實驗教育" },
            new("gap_on", "缺漏說明/核准日期", Cell.Date()) { Example = "115/08/20" },
            new("last_change", LastChange, Cell.Text(100)) { Description = "日期最近的一筆。", Example = "新生入學" },
            new("last_change_on", LastChangeOn, Cell.Date()) { Example = "115/08/01" },
            new("previous_school", PreviousSchool, Cell.Text(8)) { Example = "999602" },
        ];

    private static IReadOnlyList<SetStep> Steps() =>
        [
            new SetStep.Prepare("records-find-school"),
            .. PeopleOfFiles.Steps("records-people-ours"),
            new SetStep.Check("record.side", Severity.Error, null, "{0}", "要改由誰上傳，請縣市在 M1.21 設定作業期限與方式 調整", "records-check-side"),
            new SetStep.Check(
                "record.school",
                Severity.Error,
                "school_code",
                "不是上傳機關的學校，或年級與學制不合",
                "請核對學校代碼與年級；縣市上傳的每位學生都要有轄內學校的代碼",
                "records-check-school"
            ),
            new SetStep.Check("record.twice", Severity.Error, "number", "與第 {0} 筆是同一位學生", "請只留正確的一筆", "records-check-twice"),
            new SetStep.Check(
                "record.elsewhere",
                Severity.Warning,
                "number",
                "這位學生本學期也在 {0} 的學籍資料中",
                "請與該校確認在籍學校；已轉出者請由該校填轉出",
                "records-check-elsewhere"
            ),
            new SetStep.Prepare("records-difference"),
        ];

    /// <summary>Schools whose system sends upload nothing by page; where the county files for all (M1), only that system may send for a school.</summary>
    private static async Task<Problem?> RefusesAsync(
        StudentNetDb db,
        Organisation organisation,
        Door door,
        IReadOnlyDictionary<string, object?> settings,
        CancellationToken cancellation
    )
    {
        if (organisation is not { Level: Level.School, SchoolLevel: { } level, CountyCode: { } county })
        {
            return null;
        }

        if (await FiledBySystem.IsAsync(db, organisation.Code, cancellation) && door != Door.CommandLine)
        {
            return door == Door.Page ? new Problem("record.by-system", "本校使用學籍系統 2.0，學籍資料由系統代送", "請在學籍系統修改，下次代送時會更新") : null;
        }

        var year = new SchoolYear((int)settings["year"]!);
        return (await CountyParameters.ForAsync(db, county, year, level, cancellation)).RecordsBy == FilingSide.County
            ? new Problem("record.side", "縣市選擇由縣市統一上傳學籍資料，學校不上傳", "要改由誰上傳，請縣市在 M1.21 設定作業期限與方式 調整")
            : null;
    }

    private static string Hash(string document) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document)));
}
