using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>A township's villages by neighbourhood, each cell with the letter of its school: 里鄰學區圖.</summary>
public sealed record DistrictGrid(string Township, int Columns, IReadOnlyList<GridSchool> Schools, IReadOnlyList<GridVillage> Villages)
{
    /// <summary>Schools with colours of their own; further ones share them, and the letter tells.</summary>
    public const int Colours = 8;

    /// <summary>The grid of a township in a plan. <paramref name="before"/> marks what is different from another plan; null marks nothing.</summary>
    public static async Task<DistrictGrid> LoadAsync(
        StudentNetDb db,
        long planId,
        Organisation township,
        DistrictMap? before,
        CancellationToken cancellation = default
    )
    {
        var map = await DistrictMap.LoadAsync(db, planId, township.Code, cancellation);
        var villages = await db.Set<Village>()
            .AsNoTracking()
            .Where(v => v.TownshipCode == township.Code && !v.IsUnassigned)
            .OrderBy(v => v.Code)
            .ToListAsync(cancellation);
        var claims = villages.SelectMany(v => map.Segments(v.Code).SelectMany(s => s.Claims)).ToList();
        var codes = claims.OrderBy(c => c.Zone).GroupBy(c => c.SchoolCode).OrderByDescending(g => g.Count(c => c.Zone == ZoneKind.Basic)).Select(g => g.Key).ToList();
        var names = await db.Set<School>().AsNoTracking().Where(s => codes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, s => s.Name, cancellation);
        var schools = codes.Select((code, i) => new GridSchool(code, names.GetValueOrDefault(code) ?? code, Letter(i), i % Colours)).ToList();
        var byCode = schools.ToDictionary(s => s.Code, StringComparer.Ordinal);
        return new DistrictGrid(
            township.Name,
            villages.Select(v => map.Highest(v.Code)).DefaultIfEmpty(0).Max(),
            schools,
            [.. villages.Select(v => Row(v, map, before, byCode))]
        );
    }

    private static GridVillage Row(Village village, DistrictMap map, DistrictMap? before, Dictionary<string, GridSchool> schools)
    {
        var highest = map.Highest(village.Code);
        var cells = Enumerable.Range(1, highest).Select(n => Cell(village, n, $"{n} 鄰", map, before, schools)).ToList();
        var rest = map.At(village.Code, NeighbourhoodSet.Max);
        var tail = rest.Count > 0 || highest == 0 ? Cell(village, NeighbourhoodSet.Max, highest == 0 ? "全里" : "其餘各鄰", map, before, schools) : null;
        return new GridVillage(village.Code, village.Name, cells, tail);
    }

    private static GridCell Cell(Village village, int neighbourhood, string where, DistrictMap map, DistrictMap? before, Dictionary<string, GridSchool> schools)
    {
        var claims = map.At(village.Code, neighbourhood);
        var basic = claims.Where(c => c.Zone == ZoneKind.Basic).ToList();
        var sure = basic.Where(c => c.Condition is null).Select(c => c.SchoolCode).Distinct().ToList();
        var main = (basic.Count > 0 ? basic : claims.Where(c => c.Zone == ZoneKind.Shared)).Select(c => c.SchoolCode).Distinct().ToList();
        if (main.Count == 0)
        {
            main = [.. claims.Select(c => c.SchoolCode).Distinct()];
        }

        var kind = (claims.Count, sure.Count, basic.Count) switch
        {
            (0, _, _) => GridCellKind.Gap,
            (_, > 1, _) => GridCellKind.Overlap,
            (_, _, > 0) when basic.Any(c => c.Condition is not null) => GridCellKind.Conditional,
            (_, 1, _) => GridCellKind.Basic,
            _ when claims.Any(c => c.Zone == ZoneKind.Shared) => GridCellKind.Shared,
            _ => GridCellKind.ChoiceOnly,
        };
        var text = kind switch
        {
            GridCellKind.Gap => "—",
            GridCellKind.Overlap => "!",
            _ when main.Count > 2 => $"{schools[main[0]].Letter}+{main.Count - 1}",
            _ => string.Concat(main.Select(code => schools[code].Letter)),
        };
        var words = claims.Count == 0
            ? "未劃入"
            : string.Join('、', claims.Select(c => $"{c.Zone.Title()} {schools[c.SchoolCode].Name}{(c.Condition is { } condition ? $"（{condition}）" : "")}"));
        var isMoved = before is not null && !before.At(village.Code, neighbourhood).SequenceEqual(claims);
        return new GridCell(text, kind, main.Count == 0 ? 0 : schools[main[0]].Colour, isMoved, $"{village.Name} {where} {words}");
    }

    /// <summary>A … Z, then 27, 28 …</summary>
    private static string Letter(int i) => i < 26 ? ((char)('A' + i)).ToString() : (i + 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A school of the grid with its letter and colour (0 … Colours−1).</summary>
public sealed record GridSchool(string Code, string Name, string Letter, int Colour);

/// <summary>A row: cells of neighbourhoods 1, 2, 3 …, and one for all above where the plan covers them.</summary>
public sealed record GridVillage(string Code, string Name, IReadOnlyList<GridCell> Cells, GridCell? Rest);

/// <summary>A cell, in letters and in words.</summary>
public sealed record GridCell(string Text, GridCellKind Kind, int Colour, bool IsMoved, string Words)
{
    /// <summary>Classes of <c>site.css</c>.</summary>
    public string Css =>
        (
            Kind switch
            {
                GridCellKind.Gap => "z zgap",
                GridCellKind.Overlap => "z zdup",
                GridCellKind.Shared => "z zx",
                GridCellKind.ChoiceOnly => "z zfree",
                GridCellKind.Conditional => $"z z{(char)('a' + Colour)} zcond",
                _ => $"z z{(char)('a' + Colour)}",
            }
        ) + (IsMoved ? " zmv" : "");
}

/// <summary>What holds in a neighbourhood.</summary>
public enum GridCellKind
{
    /// <summary>One basic school.</summary>
    Basic,

    /// <summary>A basic rule with a condition in words.</summary>
    Conditional,

    /// <summary>共同: several schools, one of which the family chooses.</summary>
    Shared,

    /// <summary>Only 自由 or 大.</summary>
    ChoiceOnly,

    /// <summary>Two basic schools.</summary>
    Overlap,

    /// <summary>No rule.</summary>
    Gap,
}
