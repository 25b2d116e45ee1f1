using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>
/// 學區表: one line per school, zone kind and village. A county's table of one school year and level becomes a draft (M3.21); lines that name no
/// known village or school stay in the draft in their own words. A file may hold several counties and levels: only the caller's own are taken,
/// and it says how many others were left out.
/// </summary>
public static class DistrictTableFormat
{
    public const string Code = "district-table";

    private static readonly CodeTable Zones = new(
        "學區別",
        new CodeRow(nameof(ZoneKind.Basic), "1", "基本") { Aliases = ["基本學區"] },
        new CodeRow(nameof(ZoneKind.Shared), "2", "共同") { Aliases = ["共同學區"] },
        new CodeRow(nameof(ZoneKind.Free), "3", "自由") { Aliases = ["自由學區"] },
        new CodeRow(nameof(ZoneKind.Open), "4", "大") { Aliases = ["大學區"] }
    );

    private static readonly BulkColumn[] PlacementColumns =
    [
        new("line", BulkType.Int),
        new("village_code", BulkType.Text),
        new("school_code", BulkType.Text),
        new("neighbourhoods", BulkType.Text),
        new("problem", BulkType.Text),
        new("words", BulkType.Text),
        new("note", BulkType.Text),
    ];

    public static FileFormat Create() =>
        new()
        {
            Code = Code,
            Title = "學區表",
            Functions = ["M3.21"],
            Summary = "一列是一所學校在一個村里的學區。匯入後成為草案，檢核後才公告。對應不到村里或學校的列會留在草案待處理。",
            Columns =
            [
                new Column("county", "縣市", Cell.Text(20)) { Aliases = ["county", "縣市名稱"], Description = "可不填；他縣市的列不匯入。", Example = "測試縣" },
                new Column("table_year", "學年度", Cell.SchoolYear()) { Description = "可不填；與上傳時所選不同的列不匯入。", Example = "115" },
                new Column("table_level", "學制", Cell.SchoolLevel()) { Aliases = ["level"], Description = "可不填；與上傳時所選不同的列不匯入。", Example = "國小" },
                new Column("listed_school", "學校代碼", Cell.Text(8)) { Aliases = ["school_code", "代碼"], Description = "6 碼，或含 J、C 的單位代碼；不填時以校名對應。", Example = "980601" },
                new Column("school_name", "學校名稱", Cell.Text(60)) { Aliases = ["school_name", "學校"], Example = "範例國小" },
                new Column("zone", "學區別", Cell.Code(Zones)) { Aliases = ["zone_type", "類型"], Required = true, Example = "基本" },
                new Column("town", "鄉鎮市區", Cell.Text(20))
                {
                    Aliases = ["town", "行政區"],
                    // Tables that also say where the school stands.
                    Closer = ["學區所在區", "學區行政區", "村里行政區", "區分"],
                    Example = "範例鄉",
                },
                new Column("village", "村里", Cell.Text(60)) { Aliases = ["village", "村里名稱", "里／鄰", "村里／鄰", "里鄰", "村里鄰別", "學區範圍", "里別"], Description = "可以把鄰寫在村里後面，例如 光華里(1-11鄰)；鄰另成一欄時不要。", Example = "範東村" },
                new Column("listed_village", "村里代碼", Cell.Text(11)) { Aliases = ["villcode"], Description = "11 碼；不填時以鄉鎮市區與村里名稱對應。", Example = "98010010001" },
                new Column("listed_neighbourhoods", "鄰", Cell.Text(200)) { Aliases = ["neighbourhoods", "鄰別"], Description = "例如 1-4;9;12-20；全里請留空。", Example = "1-4;9" },
                new Column("all_but", "除外", Cell.YesNo()) { Aliases = ["neighbourhoods_inverted"], Description = "是：全里除所列的鄰之外。", Example = "否" },
                new Column("condition", "其他條件", Cell.Text(200)) { Aliases = ["other_condition"], Description = "有文字條件的列不自動分發。" },
                new Column("effective_from", "生效日", Cell.Date()),
                new Column("effective_to", "失效日", Cell.Date()),
                new Column("original", "原文", Cell.Text(400)) { Aliases = ["raw", "原始項目"], Description = "供核對，不匯入。" },
                new Column("source", "來源", Cell.Text(100)) { Aliases = ["source_file", "來源頁"], Description = "供核對，不匯入。" },
            ],
            Working =
            [
                new BulkColumn("is_left_out", BulkType.Bool),
                new BulkColumn("village_code", BulkType.Text),
                new BulkColumn("school_code", BulkType.Text),
                new BulkColumn("neighbourhoods", BulkType.Text),
                new BulkColumn("problem", BulkType.Text),
                new BulkColumn("words", BulkType.Text),
                new BulkColumn("note", BulkType.Text),
            ],
            Rules =
            [
                new RowRule(
                    "district.no-village",
                    Severity.Error,
                    "village",
                    "沒有村里",
                    "請填村里名稱或 11 碼村里代碼；標題不同時請改為「村里」",
                    row => !row.Has("village") && !row.Has("listed_village")
                ),
                new RowRule(
                    "district.dates",
                    Severity.Error,
                    "effective_to",
                    "失效日早於生效日",
                    "請核對兩個日期",
                    row => row.Date("effective_to") < row.Date("effective_from")
                ),
            ],
            Steps =
            [
                new SetStep.Prepare("district-table-own"),
                new SetStep.Work(PlaceAsync),
                new SetStep.Check("district.left-out", Severity.Warning, null, "{0} 列屬於其他縣市、學制或學年度，不匯入", "若應匯入，請核對上傳時所選的學年度與學制", "district-table-left-out"),
                Placement(DistrictCheck.UnknownVillage, "village", "district-table-village"),
                Placement(DistrictCheck.UnknownSchool, "school_name", "district-table-school"),
                Placement(DistrictCheck.UnreadableNeighbourhoods, "listed_neighbourhoods", "district-table-neighbourhoods"),
                new SetStep.Check("district.by-name", Severity.Warning, null, "{0}", "若對應錯誤，請填寫代碼後再上傳", "district-table-notes"),
            ],
            Settings = [new FormatSetting("year", "學年度", Cell.SchoolYear()), new FormatSetting("level", "學制", Cell.SchoolLevel())],
            Policy = AcceptPolicy.GoodRows,
            LookedUpBy = ["village_code"],
            Preview = new Preview("district-table-counts", "district-table-rows"),
            Accept = AcceptAsync,
        };

    private static SetStep.Check Placement(DistrictCheck check, string column, string statement) =>
        new(check.Code, Severity.Warning, column, "{0}", "匯入後留在草案的「待對應」，可在草案補正", statement);

    /// <summary>Recognises villages, schools and neighbourhoods of the staged rows and writes beside each what came of it.</summary>
    private static async Task PlaceAsync(IntakeContext context, CancellationToken cancellation)
    {
        var placement = new LinePlacement(
            context.Receipt.CountyCode!,
            await VillageIndex.LoadAsync(context.Db, cancellation),
            await SchoolIndex.LoadAsync(context.Db, Level(context), cancellation)
        );
        var placed = (await LinesAsync(context, cancellation)).Select(line => placement.Place(0, line.SourceLine!.Value, line)).ToList();

        // Many rows go back in one stream; an update per row would be a round trip each.
        await context.RunAsync("district-table-placed-open", null, cancellation);
        var table = $"placed_{context.Staging}";
        await using (var writer = await BulkWriter.OpenAsync(context.Db, table, PlacementColumns, cancellation))
        {
            foreach (var p in placed)
            {
                object?[] row =
                [
                    p.Rule?.RuleNo ?? p.Unplaced!.RuleNo,
                    p.Rule?.VillageCode,
                    p.Rule?.SchoolCode,
                    p.Rule?.Neighbourhoods,
                    p.Unplaced?.Check,
                    p.Unplaced is { } unplaced ? $"{unplaced.Message}。{unplaced.Hint}" : null,
                    p.Notes.Count == 0 ? null : string.Join('；', p.Notes.Select(n => $"{n.Message}，{n.Hint}")),
                ];
                await writer.WriteAsync(row, cancellation);
            }

            await writer.CompleteAsync(cancellation);
        }

        await context.RunAsync("district-table-placed-close", null, cancellation);
    }

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        var origin = string.Create(CultureInfo.InvariantCulture, $"匯入 {context.Receipt.FileName}（收件 {context.Receipt.Id}）");
        var county = context.Receipt.CountyCode!;
        var year = new SchoolYear((int)context.Settings["year"]!);
        if (await context.Db.Set<DistrictPlan>().AnyAsync(p => p.CountyCode == county && p.Origin == origin, cancellation))
        {
            return;
        }

        var lines = await LinesAsync(context, cancellation);
        await new DistrictDrafts(context.Db).BeginAsync(county, year, Level(context), origin, lines, context.Act, cancellation);
    }

    private static SchoolLevel Level(IntakeContext context) => (SchoolLevel)(int)context.Settings["level"]!;

    private static ValueTask<List<DistrictLine>> LinesAsync(IntakeContext context, CancellationToken cancellation) =>
        context.QueryAsync("district-table-lines", null, ReadLine, cancellation).ToListAsync(cancellation);

    private static DistrictLine ReadLine(DbDataReader row)
    {
        var (village, neighbourhoods) = VillageCell.Split(Text(3) ?? "", Text(7));
        return new DistrictLine
        {
            SourceLine = row.GetInt32(0),
            VillageCode = Text(1),
            Township = Text(2) ?? "",
            Village = village,
            SchoolCode = Text(4),
            School = Text(5) ?? "",
            Zone = Enum.Parse<ZoneKind>(row.GetString(6)),
            Neighbourhoods = neighbourhoods,
            AllBut = !row.IsDBNull(8) && row.GetBoolean(8),
            Condition = Text(9),
            EffectiveFrom = row.IsDBNull(10) ? null : row.GetFieldValue<DateOnly>(10),
            EffectiveTo = row.IsDBNull(11) ? null : row.GetFieldValue<DateOnly>(11),
        };

        string? Text(int at) => row.IsDBNull(at) ? null : row.GetString(at);
    }
}
