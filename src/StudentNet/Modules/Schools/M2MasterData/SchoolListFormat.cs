using System.Text.RegularExpressions;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>
/// 學校名錄: the ministry's published list of one level, under the headings of its own files (學年度,代碼,學校名稱,公/私立,縣市名稱 with
/// 「[01]新北市」, 地址 with 「[234]」) or of plain ones (code,name,county). It adds and changes; a column that the file lacks changes nothing, and a
/// school that the file lacks is only proposed as closed.
/// </summary>
public static partial class SchoolListFormat
{
    public const string Code = "school-list";

    public static FileFormat Create() =>
        new()
        {
            Code = Code,
            Title = "學校名錄",
            Functions = ["M2.11"],
            Summary = "教育部學校名錄，國小、國中各一檔。新增與更名；名錄沒有的學校只列為待確認停辦。補校不列入。",
            Columns =
            [
                new Column("code", "代碼", Cell.Of("教育部 6 碼學校代碼", BulkType.Text, ReadCode))
                {
                    Aliases = ["code", "學校代碼"],
                    Required = true,
                    Description = "附設國中部、國小部填所屬學校的 6 碼，系統依學制加 J、C。",
                    Example = "980601",
                },
                new Column("name", "學校名稱", Cell.Text(60)) { Aliases = ["name", "校名"], Required = true, Example = "縣立範例國小" },
                new Column("county", "縣市名稱", Cell.Of("縣市全名", BulkType.Text, text => CellRead.Of(WithoutCode(text).Replace('台', '臺'))))
                {
                    Aliases = ["county", "縣市"],
                    Required = true,
                    Example = "測試縣",
                },
                new Column("ownership", "公/私立", Cell.Of("公立／私立", BulkType.Bool, ReadOwnership)) { Aliases = ["公私立", "公／私立"], Example = "公立" },
                new Column("township", "鄉鎮市區", Cell.Text(20)) { Description = "沒有這一欄時由地址判斷。", Example = "範例鄉" },
                new Column("address", "地址", Cell.Of("文字", BulkType.Text, text => CellRead.Of(WithoutCode(text)))) { Example = "測試縣範例鄉示範路1號" },
                new Column("telephone", "電話", Cell.Text(40)) { Example = "(09)8000000" },
                new Column("website", "網址", Cell.Text(200)) { Example = "https://example.edu.tw" },
                new Column("year", "學年度", Cell.SchoolYear()) { Description = "供核對。", Example = "115" },
                new Column("level_title", "學制", Cell.SchoolLevel()) { Description = "與上傳時所選不同的列不匯入。", Example = "國小" },
                new Column("record_system", "學籍系統2.0", Cell.YesNo()) { Example = "否" },
                new Column("opened_on", "設立日期", Cell.Date()) { Example = "60/08/01" },
                new Column("closed_on", "停辦日期", Cell.Date()) { Description = "停辦由縣市或國教署在學校頁登錄，這裡供核對。" },
                new Column("unit_code_listed", "單位代碼", Cell.Text(8)) { Description = "供核對。", Example = "980601" },
                new Column("kind_title", "類別", Cell.Text(20)) { Description = "供核對。", Example = "一般" },
            ],
            Derived =
            [
                new Derived("kind", BulkType.Text, row => Kind(row).ToString()),
                new Derived("unit_code", BulkType.Text, row => SchoolUnit.CodeOf(row.Text("code"), Kind(row))),
                new Derived("is_private", BulkType.Bool, row => row.YesNo("ownership") ?? SchoolUnit.IsPrivateByName(row.Text("name"), Kind(row))),
                new Derived("is_left_out", BulkType.Bool, row => SchoolUnit.IsEveningSchool(row.Text("name")) || IsOtherLevel(row)),
                new Derived("place", BulkType.Text, row => LeadingDigits().Replace(row.Text("address"), "").Replace('台', '臺')),
            ],
            LookedUpBy = ["unit_code"],
            Working = [new BulkColumn("county_code", BulkType.Text), new BulkColumn("township_code", BulkType.Text), new BulkColumn("difference", BulkType.Text)],
            Rules =
            [
                new RowRule(
                    "school-list.misplaced",
                    Severity.Error,
                    "name",
                    "國小名錄裡的國中",
                    "這一列請移到國中名錄；若有國小部，校名請寫成「…附設國小」",
                    row => SchoolUnit.IsMisplaced(row.Text("name"), Level(row))
                ),
            ],
            Steps =
            [
                new SetStep.Prepare("school-list-places", "school-list-compare"),
                new SetStep.Check("school-list.county", Severity.Error, "county", "沒有這個縣市", "請以全名填寫，例如「新北市」；村里名冊須先匯入", "school-list-county"),
                new SetStep.Check("school-list.twice", Severity.Error, "code", "同一單位在第 {0} 列已出現", "請刪去重複的列", "school-list-twice"),
                new SetStep.Check("school-list.left-out", Severity.Warning, "name", "{0} 列補校或其他學制的學校，不列入", "不需處理", "school-list-left-out"),
                new SetStep.Check("school-list.closed", Severity.Warning, "code", "系統登錄為已停辦（{0}）", "若已復校，請在學校頁清除停辦日期", "school-list-closed"),
            ],
            Settings = [new FormatSetting("level", "學制", Cell.SchoolLevel())],
            Policy = AcceptPolicy.GoodRows,
            Preview = new Preview("school-list-counts", "school-list-rows") { ShrinkGuard = 0.5 },
            Accept = AcceptAsync,
            Exclusive = _ => Code,
        };

    private static SchoolLevel Level(Row row) => (SchoolLevel)(int)row.Settings["level"]!;

    private static SchoolKind Kind(Row row) => SchoolUnit.KindOf(row.Text("name"), Level(row));

    private static bool IsOtherLevel(Row row) => row.Whole("level_title") is { } level && level != (int)Level(row);

    private static CellRead ReadCode(string text)
    {
        var code = text.ToUpperInvariant();
        // Spreadsheets eat leading noughts; five digits can only have been six.
        return code.Length == 6 && code.All(char.IsAsciiLetterOrDigit)
            ? CellRead.Of(code)
            : CellRead.Error("school.code", $"「{text}」不是 6 碼學校代碼", code.Length == 5 ? "試算表可能去掉了開頭的 0，請將該欄設為文字" : "請填教育部統計處的 6 碼代碼");
    }

    private static CellRead ReadOwnership(string text) =>
        text switch
        {
            "公立" => CellRead.Of(false),
            "私立" => CellRead.Of(true),
            _ => CellRead.Error("school.ownership", "只能填公立或私立", "請填 公立 或 私立"),
        };

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        await context.RunAsync("school-list-changes", null, cancellation);
        await context.RunAsync("school-list-accept", null, cancellation);
        await NamedSchools.FollowAsync(context.Db, () => context.RunAsync("schools-named", null, cancellation), cancellation);
        await context.RunAsync("school-list-proposals", null, cancellation);
    }

    /// <summary>「[01]新北市」 and 「[234]新北市…」 without what stands in brackets.</summary>
    private static string WithoutCode(string text) => LeadingCode().Replace(text, "");

    [GeneratedRegex(@"^\s*\[[^\]]*\]\s*")]
    private static partial Regex LeadingCode();

    [GeneratedRegex(@"^[0-9\s]+")]
    private static partial Regex LeadingDigits();
}
