using StudentNet.Platform.Files;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>The district table that goes out: the columns of <see cref="DistrictTableFormat"/>, so that it comes in again without a change.</summary>
public static class DistrictTable
{
    /// <summary>Columns under the headings of the format.</summary>
    public static IReadOnlyList<TableColumn<DistrictTableRow>> Columns(string county, DistrictPlan plan) =>
        [
            new("縣市", _ => county),
            new("學年度", _ => plan.Year.Roc),
            new("學制", _ => plan.Level.Title()),
            new("學校代碼", row => row.SchoolCode),
            new("學校名稱", row => row.School),
            new("學區別", row => row.Zone.Title()),
            new("鄉鎮市區", row => row.Township),
            new("村里", row => row.Village),
            new("村里代碼", row => row.VillageCode),
            new("鄰", row => row.Neighbourhoods),
            new("除外", _ => "否"),
            new("其他條件", row => row.Condition),
            TableColumn.Date<DistrictTableRow>("生效日", row => row.From),
            TableColumn.Date<DistrictTableRow>("失效日", row => row.To),
        ];

    /// <summary>Rules and unplaced lines in the order of their numbers.</summary>
    public static async Task<IReadOnlyList<DistrictTableRow>> RowsAsync(DistrictReader reader, DistrictPlan plan, CancellationToken cancellation = default)
    {
        var rules = await reader.RulesAsync(plan.Id, cancellation: cancellation);
        var unplaced = await reader.UnplacedAsync(plan.Id, cancellation);
        return
        [
            .. rules
                .Select(r => (r.Rule.RuleNo, Row: Placed(r)))
                .Concat(unplaced.Select(l => (l.RuleNo, Row: Unplaced(l))))
                .OrderBy(r => r.RuleNo)
                .Select(r => r.Row),
        ];
    }

    private static DistrictTableRow Placed(RuleLine line) =>
        new(
            line.Rule.SchoolCode,
            line.School,
            line.Rule.Zone,
            line.Township,
            line.Village,
            line.Rule.VillageCode,
            line.Rule.Neighbourhoods,
            line.Rule.Condition,
            line.Rule.EffectiveFrom,
            line.Rule.EffectiveTo
        );

    private static DistrictTableRow Unplaced(DistrictUnplacedLine line) =>
        new(line.SchoolCode, line.School, line.Zone, line.Township, line.Village, line.VillageCode, line.Neighbourhoods, line.Condition, null, null);
}

/// <summary>One line of the table.</summary>
public sealed record DistrictTableRow(
    string? SchoolCode,
    string School,
    ZoneKind Zone,
    string Township,
    string Village,
    string? VillageCode,
    string Neighbourhoods,
    string? Condition,
    DateOnly? From,
    DateOnly? To
);
