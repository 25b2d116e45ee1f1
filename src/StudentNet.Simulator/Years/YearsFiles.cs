using System.Globalization;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Play;

namespace StudentNet.Simulator.Years;

/// <summary>What offices send, as files in the formats that the system documents.</summary>
internal static class YearsFiles
{
    private static readonly string[] Registry =
    [
        "證號", "姓名", "性別", "出生日期", "縣市", "鄉鎮市區", "村里", "村里代碼", "鄰", "地址", "設籍日期", "戶號", "異動別", "異動日期", "舊證號", "資料日期",
    ];

    /// <summary>A change list of the registry.</summary>
    public static byte[] Changes(IEnumerable<RegistryRow> rows, DateOnly day) =>
        CsvTable.Write(Registry, rows.Select(r => Row(r.Child, r.Number, r.Home, r.Change, r.Change.Length == 0 ? null : r.ChangedOn, r.Former, day)));

    /// <summary>Residents as they stand.</summary>
    /// <param name="dataDate">When the registry made the list.</param>
    public static byte[] Residents(IEnumerable<YearChild> children, DateOnly dataDate) => CsvTable.Write(Registry, children.Select(c => Row(c, c.Number, c.Home, "", null, null, dataDate)));

    /// <summary>Approvals of a county.</summary>
    public static byte[] Approvals(IEnumerable<ApprovalRow> rows) =>
        CsvTable.Write(
            ["證號", "姓名", "核定類別", "核定單位", "公文文號", "核定起日", "核定迄日"],
            rows.Select(r => new[] { r.Child.Number.Value, r.Child.Name, r.Kind, "範例縣政府", r.Document, RocDate.Format(r.From), RocDate.Format(r.Through) })
        );

    /// <summary>Crossings, with those of grown people, of whom the system knows nobody.</summary>
    /// <param name="others">So many rows about grown people.</param>
    public static byte[] Crossings(IEnumerable<BorderRow> rows, DateOnly through, int others) =>
        CsvTable.Write(
            ["證號", "入出境別", "入出境日期", "時分"],
            rows.Select(r => new[] { r.Child.Number.Value, r.IsOut ? "出境" : "入境", RocDate.Format(r.Day), r.Clock })
                .Concat(Enumerable.Range(0, others).Select(n => new[] { InventedNumber.National(Sex.Male, 9_000_000 + n).Value, "出境", RocDate.Format(through), "0700" }))
        );

    /// <summary>Rolls of schools of a county.</summary>
    public static byte[] Rolls(IEnumerable<(string School, YearChild Child, RollLine Line)> pupils, DateOnly day) =>
        CsvTable.Write(
            ["證號種類", "證號", "姓名", "性別", "生日", "國籍", "班級類別", "年級", "班級", "座號", "學生樣態", "非學型態", "佔員額", "長期病假起", "長期病假訖", "酌減", "學校代碼"],
            pupils.Select(p => new[]
            {
                p.Child.NumberAtSchool.Kind.Title(), p.Child.NumberAtSchool.Value, p.Child.Name, p.Child.Sex.Title(), RocDate.Format(p.Child.Born), "中華民國", "A",
                p.Line.Grade.ToString(CultureInfo.InvariantCulture), "01", ((p.Child.Id % 99) + 1).ToString(CultureInfo.InvariantCulture), Title(p.Line.State),
                p.Line.State == RollState.HomeSchooled ? "1" : "", "", p.Line.State == RollState.LongSick ? RocDate.Format(day) : "", "", "0", p.School,
            })
        );

    private static string Title(RollState state) =>
        state switch { RollState.Enrolled => "在校", RollState.HomeSchooled => "非學", RollState.DroppedOut => "中輟", RollState.Abroad => "出國", _ => "長期病假" };

    private static string[] Row(YearChild child, PersonNumber number, Home home, string change, DateOnly? changed, PersonNumber? former, DateOnly day) =>
        [
            number.Value, child.Name, child.Sex.Title(), RocDate.Format(child.Born), home.County, home.Township, home.Village, home.VillageCode,
            home.Neighbourhood?.ToString("D3", CultureInfo.InvariantCulture) ?? "", home.Street, RocDate.Format(home.Since),
            $"F{child.Id.ToString("D7", CultureInfo.InvariantCulture)}", change, changed is { } on ? RocDate.Format(on) : "", former?.Value ?? "", RocDate.Format(day),
        ];
}
