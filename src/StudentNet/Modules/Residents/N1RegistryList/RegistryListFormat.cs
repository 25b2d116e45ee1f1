using System.Globalization;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N1RegistryList;

/// <summary>
/// The household registry's lists (domain §6, N1): the list of 3/20, the omissions found from 3/21 on, and changes. No official format is
/// public; this is ours, one row a child. Good rows go in, bad rows wait in the result file: a child is never lost because another row is wrong.
/// </summary>
internal static class RegistryListFormat
{
    public const string Code = "registry-list";

    /// <summary>Value of the setting <c>list</c> that says "everybody": only it can tell who has left.</summary>
    public const string WholeList = "Reference";

    /// <summary>Value of the setting <c>list</c> that says "every child of compulsory age": whom it lacks is no longer resident where it was.</summary>
    public const string WholeAge = "WholeAge";

    private static readonly CodeTable Sexes = new("性別", new CodeRow("Male", "1", "男"), new CodeRow("Female", "2", "女"));

    private static readonly CodeTable Lists = new(
        "名冊種類",
        new CodeRow(WholeList, "1", "3/20 名冊") { Aliases = ["名冊", "Reference"] },
        new CodeRow("Omission", "2", "遺漏名單") { Aliases = ["Omission"] },
        new CodeRow("Change", "3", "異動名單") { Aliases = ["Change"] },
        new CodeRow(WholeAge, "4", "全齡名冊") { Aliases = ["學齡全名冊", "WholeAge"] }
    );

    private static readonly CodeTable Changes = new(
        "異動別",
        new CodeRow("Resident", "0", "現戶") { Aliases = ["新列", "設籍", "初設戶籍"] },
        new CodeRow("MovedIn", "1", "遷入"),
        new CodeRow("MovedOut", "2", "遷出"),
        new CodeRow("Died", "3", "死亡"),
        new CodeRow("MovedAbroad", "4", "出境遷出") { Aliases = ["遷出國外"] },
        new CodeRow("LostNationality", "5", "喪失國籍")
    );

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "戶籍名冊",
            // One list has the children of both levels.
            Filing = file => FilingScope.Of(file.Year, null).OfEitherLevel(),
            Functions = ["N1.11", "N1.21"],
            Summary = "戶政提供的學齡兒童名冊：3/20 名冊、3/21 起的遺漏名單，其後的異動，以及每年一次的全齡名冊（6 至 15 歲全部）。一人一列；同一檔重送不會重複建檔。全齡名冊沒有列的學生結束設籍，原縣市繼續負責；比系統少三分之一以上的縣市不結束任何人。",
            MaxBytes = 2L << 30,
            Limits = new FormatLimits { Rows = 3_000_000 },
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("year", "入學學年度", Cell.SchoolYear()), new FormatSetting("list", "名冊種類", Cell.Code(Lists))],
            // Two counties may know one child; their files wait for one another.
            Exclusive = _ => Code,
            Columns = Columns(),
            Derived =
            [
                new("normalised_name", BulkType.Text, row => NameText.Normalise(row.Text("name"))),
                new("number_kind", BulkType.Text, row => PersonNumber.Parse(row.Text("number")).Number?.Kind.ToString()),
                new("last_three", BulkType.Text, row => LastThree(row.Text("number"))),
                new("cohort", BulkType.Int, row => Cohort.Of(row.Date("birth_date")!.Value).Year),
                new("place", BulkType.Text, PlaceKey),
                new("content", BulkType.Text, Content),
            ],
            Working =
            [
                new("found_village", BulkType.Text),
                new("found_township", BulkType.Text),
                new("found_county", BulkType.Text),
                new("village_hint", BulkType.Text),
                new("person_key", BulkType.Text),
                new("person_id", BulkType.Long),
                new("other_person_id", BulkType.Long),
                new("turn", BulkType.Int),
                new("is_late", BulkType.Bool),
                new("difference", BulkType.Text),
            ],
            Rules = Rules(),
            Steps = Steps(),
            Preview = new Preview("registry-list-preview-counts", "registry-list-preview-rows"),
            LookedUpBy = ["person_id", "number"],
            // Whom a bad row may be about does not leave with a whole list.
            Key = PeopleOfFiles.Key,
            Stays = PeopleOfFiles.Stays,
            TakesAway = static settings => settings.GetValueOrDefault("list") as string == WholeAge,
            Fills = ["person", "person_identifier", "residence", "entry", "entry_event"],
            Accept = RegistryListAcceptance.AcceptAsync,
        };

    private static IReadOnlyList<Column> Columns() =>
        [
            new("number", "證號", Cell.Number()) { Required = true, Aliases = ["身分證字號", "身分證統一編號", "統一編號", "身分證號"], Example = "A123456789" },
            new("name", "姓名", Cell.Name()) { Required = true, Aliases = ["中文姓名"], Example = "王測甲" },
            new("sex", "性別", Cell.Code(Sexes)) { Required = true, Example = "男" },
            new("birth_date", "出生日期", Cell.BirthDate()) { Required = true, Aliases = ["出生年月日", "生日"], Example = "108/10/05" },
            new("county_name", "縣市", Cell.Text(10)) { Required = true, Aliases = ["縣市別", "戶籍縣市"], Example = "測試縣" },
            new("township_name", "鄉鎮市區", Cell.Text(10)) { Required = true, Aliases = ["鄉鎮市區別", "區"], Example = "範例鎮" },
            new("village_name", "村里", Cell.Text(20)) { Required = true, Aliases = ["村里別", "里", "村"], Example = "模擬里" },
            new("village_code", "村里代碼", Cell.Text(11)) { Description = "11 碼，有填就以代碼為準。", Example = "99999010001" },
            new("neighbourhood", "鄰", Cell.Of("鄰，例如 7 或 007", BulkType.Int, Neighbourhood)) { Aliases = ["鄰別"], Example = "7" },
            new("address", "地址", Cell.Text(200)) { Required = true, Aliases = ["戶籍地址", "戶籍住址", "住址"], Example = "範例路 1 號" },
            new("registered_on", "設籍日期", Cell.Date(future: false)) { Aliases = ["遷入日期"], Description = "遷入這個地址的日期，總量管制時排序用。", Example = "109/01/15" },
            new("household", "戶號", Cell.Text(20)) { Description = "同戶的孩子戶號相同。", Example = "F1234567" },
            new("change", "異動別", Cell.Code(Changes)) { Description = "不填為現戶。", Example = "現戶" },
            new("changed_on", "異動日期", Cell.Date(future: false)) { Description = "遷出、死亡、出境遷出、喪失國籍須填。", Example = "115/03/10" },
            new("old_number", "舊證號", Cell.Number()) { Description = "換過證號的人填原證號，兩號併為一人並留紀錄。", Example = "" },
            new("data_date", "資料日期", Cell.Date(future: false)) { Required = true, Aliases = ["資料基準日"], Description = "戶政產製這一列的日期；較舊的資料不覆蓋較新的。", Example = "115/03/20" },
        ];

    private static IReadOnlyList<RowRule> Rules() =>
        [
            new(
                "registry.change-date",
                Severity.Error,
                "changed_on",
                "異動別須填異動日期",
                "請補填遷出、死亡、出境遷出或喪失國籍的日期",
                row => row.Text("change") is "MovedOut" or "Died" or "MovedAbroad" or "LostNationality" && !row.Has("changed_on")
            ),
            new(
                "registry.sex",
                Severity.Warning,
                "sex",
                "與證號第 2 碼的性別不同",
                "請核對證號與性別；以性別欄匯入",
                row => PersonNumber.Parse(row.Text("number")).Number?.Sex is { } sex && sex.ToString() != row.Text("sex")
            ),
            new(
                "registry.registered-before-birth",
                Severity.Error,
                "registered_on",
                "設籍日期早於出生日期",
                "請核對兩個日期的年份",
                row => row.Date("registered_on") < row.Date("birth_date")
            ),
            new(
                "registry.age",
                Severity.Error,
                "birth_date",
                "出生日期距今超過 25 年",
                "這裡只收學齡兒童；請核對出生年是民國年",
                row => row.Date("birth_date") < row.Today.AddYears(-25)
            ),
            new(
                "registry.same-old-number",
                Severity.Error,
                "old_number",
                "舊證號與證號相同",
                "沒有換過證號請留空",
                row => row.Has("old_number") && row.Text("old_number") == row.Text("number")
            ),
            new(
                "registry.neighbourhood",
                Severity.Warning,
                "neighbourhood",
                "沒有鄰，或看不出是第幾鄰",
                "全里屬同一學區者不受影響，其餘將列待人工分發",
                row => !row.Has("neighbourhood")
            ),
        ];

    private static IReadOnlyList<SetStep> Steps() =>
        [
            new SetStep.Work(RegistryPlaces.FindAsync),
            new SetStep.Prepare("registry-list-people", "registry-list-same-people", "registry-list-turns"),
            new SetStep.Check(
                "registry.county-unknown",
                Severity.Error,
                "county_name",
                "找不到這個縣市",
                "請填縣市全名，例如 臺北市；或填 11 碼村里代碼",
                "registry-list-check-county-unknown"
            ),
            new SetStep.Check(
                "registry.other-county",
                Severity.Error,
                "county_name",
                "不是本縣市的孩子（{0}）",
                "請由該縣市或國教署匯入；本縣市遷出的孩子請填遷出，縣市填原設籍縣市",
                "registry-list-check-other-county"
            ),
            new SetStep.Check(
                "registry.contradiction",
                Severity.Error,
                "number",
                "與第 {0} 列證號相同，內容不同",
                "請只留正確的一列；若是不同的孩子，請核對證號",
                "registry-list-check-contradiction"
            ),
            new SetStep.Check(
                "registry.other-person",
                Severity.Error,
                "number",
                "這個證號在系統是另一人（{0}）",
                "請核對證號是否打錯；確為同一人更名且更正生日者，請先洽戶政更正後分次送",
                "registry-list-check-other-person"
            ),
            new SetStep.Check(
                "registry.different-people",
                Severity.Error,
                "old_number",
                "證號與舊證號是兩個人：姓名或生日不同，不能併為一人",
                "請核對舊證號；確為同一人而更名者，請先以舊證號送更名，再送換證號；雙胞胎證號互換請洽縣市承辦人",
                "registry-list-check-different-people"
            ),
            new SetStep.Check(
                "registry.same-row",
                Severity.Warning,
                "number",
                "與第 {0} 列完全相同，只匯入一次",
                "不必處理",
                "registry-list-check-same-row"
            ),
            new SetStep.Check(
                "registry.village",
                Severity.Warning,
                "village_name",
                "{0}",
                "可以匯入，孩子將列待人工分發；補正後重送會自動改列",
                "registry-list-check-village"
            ),
            new SetStep.Check(
                "registry.late",
                Severity.Warning,
                "data_date",
                "系統已有較新的資料（{0}），這一列不覆蓋",
                "若這一列才正確，請以新的資料日期重送",
                "registry-list-check-late"
            ),
            new SetStep.Check(
                "registry.possibly-same",
                Severity.Warning,
                "name",
                "與系統已有的 {0} 姓名、生日相同，證號不同，以新的人匯入",
                "若為同一人換證號，請在舊證號填原證號後重送",
                "registry-list-check-possibly-same"
            ),
            new SetStep.Check(
                "registry.shrunk",
                Severity.Warning,
                "county_name",
                "{0}：比系統少三分之一以上，這個縣市沒有列的學生都不結束設籍",
                "其他列照常匯入；請向戶政確認名冊是否完整，完整的名冊送來之後再結束",
                "registry-list-check-shrunk"
            ),
            new SetStep.Prepare("registry-list-difference"),
        ];

    private static string LastThree(string number) => number.Length <= 3 ? number : number[^3..];

    /// <summary>The four fields that say where: rows of one village share it, so a village is looked up once a file.</summary>
    private static string PlaceKey(Row row) =>
        string.Join('\u001f', row.Text("village_code"), row.Text("county_name"), row.Text("township_name"), row.Text("village_name"));

    /// <summary>Everything a row says, for telling the same row from a different one.</summary>
    private static string Content(Row row)
    {
        var text = string.Join('\u001f', row.Cells.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)));
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
    }

    /// <summary>7, 007, 7鄰, 第7鄰; what cannot be read is left out, and the row rule says so.</summary>
    private static CellRead Neighbourhood(string text)
    {
        var digits = NameText.Normalise(text).Trim('第', '鄰', ' ', '　');
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1000
            ? CellRead.Of(number)
            : new CellRead(null, null, default);
    }
}
