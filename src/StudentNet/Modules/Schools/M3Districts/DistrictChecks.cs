using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>Checks a plan as it stands (domain §5). Nothing is stored: the findings follow every change of the draft at once.</summary>
public sealed class DistrictChecks(StudentNetDb db)
{
    /// <summary>Every finding, most serious first, then by place.</summary>
    public async Task<IReadOnlyList<DistrictFinding>> OfAsync(DistrictPlan plan, CancellationToken cancellation = default)
    {
        var findings = new List<DistrictFinding>();
        findings.AddRange(await UnplacedAsync(plan, cancellation));
        findings.AddRange(await RulesAsync(plan, cancellation));
        findings.AddRange(await OverlapsAsync(plan, cancellation));
        findings.AddRange(await UncoveredAsync(plan, cancellation));
        var order = DistrictCheck.All.Select((check, i) => (check.Code, i)).ToDictionary(c => c.Code, c => c.i, StringComparer.Ordinal);
        return [.. findings.OrderBy(f => order[f.Check.Code])];
    }

    private async Task<IEnumerable<DistrictFinding>> UnplacedAsync(DistrictPlan plan, CancellationToken cancellation)
    {
        var lines = await db.Set<DistrictUnplacedLine>().AsNoTracking().Where(l => l.PlanId == plan.Id).OrderBy(l => l.RuleNo).ToListAsync(cancellation);
        return lines.Select(l => new DistrictFinding(
            DistrictCheck.Of(l.Check),
            l.VillageCode,
            $"{l.Township} {l.Village}",
            null,
            l.Message,
            l.Hint,
            [new PlanLine(l.RuleNo, l.SourceLine)]
        ));
    }

    private async Task<IEnumerable<DistrictFinding>> RulesAsync(DistrictPlan plan, CancellationToken cancellation)
    {
        var parameters = new { plan = plan.Id, county = plan.CountyCode, first_day = plan.Year.FirstDay };
        var rows = await db.QueryAsync("district-check-rules", parameters, ConcernedRule.Read, cancellation).ToListAsync(cancellation);
        return rows.SelectMany(row => row.Findings(plan.CountyCode));
    }

    private async Task<IEnumerable<DistrictFinding>> OverlapsAsync(DistrictPlan plan, CancellationToken cancellation)
    {
        var ranges = await db.QueryAsync("district-check-overlaps", new { plan = plan.Id }, OverlapRange.Read, cancellation).ToListAsync(cancellation);
        return ranges
            .GroupBy(r => (r.A.RuleNo, r.B.RuleNo))
            .Select(pair =>
            {
                var range = pair.First();
                var isSameSchool = range.SchoolA == range.SchoolB;
                var common = Set(pair.Select(r => r.Common));
                var where = Words(common);
                return new DistrictFinding(
                    isSameSchool ? DistrictCheck.Repeated : DistrictCheck.Overlap,
                    range.Place.VillageCode,
                    range.Place.Name,
                    common,
                    isSameSchool ? $"{where}重複劃給{range.NameA}" : $"{where}同時劃給{range.NameA}、{range.NameB}",
                    isSameSchool ? null : "修正其中一列的鄰別，或改為共同學區",
                    [range.A, range.B]
                );
            });
    }

    private async Task<IEnumerable<DistrictFinding>> UncoveredAsync(DistrictPlan plan, CancellationToken cancellation)
    {
        var uncovered = await GapsAsync(plan, everyZone: true, cancellation);
        var withoutDefault = await GapsAsync(plan, everyZone: false, cancellation);
        var livedIn = await db.QueryAsync(
                "district-check-lived-in",
                new { plan = plan.Id, county = plan.CountyCode },
                row => (Place: Place.Read(row, 0), Neighbourhood: row.GetInt32(3)),
                cancellation
            )
            .ToListAsync(cancellation);

        var findings = new List<DistrictFinding>();
        foreach (var place in await VillagesAsync(plan, everyZone: true, cancellation))
        {
            findings.Add(Finding(DistrictCheck.NoRule, place, NeighbourhoodSet.Everything, "沒有任何學區", "補上這個村里的學區"));
        }

        foreach (var (place, set) in uncovered)
        {
            findings.Add(Finding(DistrictCheck.Gap, place, set, "未劃入", "補上這些鄰，或確認已裁併"));
        }

        foreach (var (place, set) in Without(livedIn.GroupBy(h => h.Place, h => h.Neighbourhood).ToDictionary(g => g.Key, g => NeighbourhoodSet.Of(g.Select(n => (n, n)))), uncovered))
        {
            findings.Add(Finding(DistrictCheck.LivedInGap, place, set, "有人設籍，未劃入", "戶政可能新編了鄰，請補上"));
        }

        // Villages of rules that name neighbourhoods are told by those; the others have no basic school at all.
        foreach (var place in (await VillagesAsync(plan, everyZone: false, cancellation)).Where(place => !withoutDefault.ContainsKey(place)))
        {
            findings.Add(Finding(DistrictCheck.ChoiceOnly, place, NeighbourhoodSet.Everything, "沒有基本學區", null));
        }

        foreach (var (place, set) in Without(withoutDefault, uncovered))
        {
            findings.Add(Finding(DistrictCheck.ChoiceOnly, place, set, "沒有基本學區", null));
        }

        return findings;
    }

    private async Task<Dictionary<Place, NeighbourhoodSet>> GapsAsync(DistrictPlan plan, bool everyZone, CancellationToken cancellation)
    {
        var ranges = await db.QueryAsync(
                "district-check-gaps",
                new { plan = plan.Id, every_zone = everyZone },
                row => (Place: Place.Read(row, 0), Range: (From: row.GetInt32(3), To: row.GetInt32(4))),
                cancellation
            )
            .ToListAsync(cancellation);
        return ranges.GroupBy(r => r.Place, r => r.Range).ToDictionary(g => g.Key, g => NeighbourhoodSet.Of(g));
    }

    private async Task<List<Place>> VillagesAsync(DistrictPlan plan, bool everyZone, CancellationToken cancellation)
    {
        var parameters = new { plan = plan.Id, county = plan.CountyCode, every_zone = everyZone };
        return await db.QueryAsync("district-check-villages", parameters, row => Place.Read(row, 0), cancellation).ToListAsync(cancellation);
    }

    private static IEnumerable<(Place Place, NeighbourhoodSet Set)> Without(
        Dictionary<Place, NeighbourhoodSet> sets,
        Dictionary<Place, NeighbourhoodSet> known
    ) =>
        sets.Select(s => (s.Key, Set: known.TryGetValue(s.Key, out var told) ? s.Value.Except(told) : s.Value)).Where(s => !s.Set.IsEmpty);

    private static DistrictFinding Finding(DistrictCheck check, Place place, NeighbourhoodSet set, string message, string? hint) =>
        new(check, place.VillageCode, place.Name, set, Words(set) + message, hint, []);

    /// <summary>Ranges of spans as a set: a whole village's 0–9999 is everything.</summary>
    private static NeighbourhoodSet Set(IEnumerable<(int From, int To)> ranges) =>
        NeighbourhoodSet.Of(ranges.Select(r => (Math.Max(r.From, 1), Math.Min(r.To, NeighbourhoodSet.Max))));

    /// <summary>「全里」, or 「1-3;5 鄰」.</summary>
    private static string Words(NeighbourhoodSet set) => set.IsEverything ? "全里" : $"{set} 鄰";

    private readonly record struct Place(string VillageCode, string Township, string Village)
    {
        public string Name => $"{Township} {Village}";

        public static Place Read(DbDataReader row, int at) => new(row.GetString(at), row.GetString(at + 1), row.GetString(at + 2));
    }

    private sealed record OverlapRange(
        PlanLine A,
        PlanLine B,
        Place Place,
        string SchoolA,
        string NameA,
        string SchoolB,
        string NameB,
        (int From, int To) Common
    )
    {
        public static OverlapRange Read(DbDataReader row) =>
            new(
                ReadLine(row, 0),
                ReadLine(row, 2),
                Place.Read(row, 4),
                row.GetString(7),
                row.GetString(8),
                row.GetString(9),
                row.GetString(10),
                (row.GetInt32(11), row.GetInt32(12))
            );
    }

    private sealed record ConcernedRule(
        PlanLine Line,
        Place Place,
        string VillageCounty,
        ZoneKind Zone,
        string? Condition,
        string SchoolCode,
        string School,
        string SchoolCounty,
        bool IsPrivate,
        bool IsClosed
    )
    {
        public static ConcernedRule Read(DbDataReader row) =>
            new(
                ReadLine(row, 0),
                Place.Read(row, 2),
                row.GetString(5),
                Enum.Parse<ZoneKind>(row.GetString(6)),
                row.IsDBNull(7) ? null : row.GetString(7),
                row.GetString(8),
                row.GetString(9),
                row.GetString(10),
                row.GetBoolean(11),
                row.GetInt32(12) != 0
            );

        public IEnumerable<DistrictFinding> Findings(string county)
        {
            if (IsClosed)
            {
                yield return Finding(DistrictCheck.ClosedSchool, $"{SchoolCode} {School} 已停辦", "改劃給承接的學校");
            }

            if (Zone == ZoneKind.Basic && IsPrivate)
            {
                yield return Finding(DistrictCheck.PrivateSchool, $"{SchoolCode} {School} 為私立", "私立學校自行招生，請改劃公立學校");
            }

            if (SchoolCounty != county)
            {
                yield return Zone == ZoneKind.Basic
                    ? Finding(DistrictCheck.ForeignSchool, $"{SchoolCode} {School} 不在本縣市", "核對學校代碼")
                    : Finding(DistrictCheck.ForeignChoice, $"{SchoolCode} {School} 不在本縣市", null);
            }

            if (VillageCounty != county)
            {
                yield return Finding(DistrictCheck.ForeignVillage, $"{Place.Village}不在本縣市（{School}）", null);
            }

            if (Condition is not null)
            {
                yield return Finding(DistrictCheck.Condition, $"{School}：{Condition}", null);
            }
        }

        private DistrictFinding Finding(DistrictCheck check, string message, string? hint) =>
            new(check, Place.VillageCode, Place.Name, null, message, hint, [Line]);
    }

    private static PlanLine ReadLine(DbDataReader row, int at) => new(row.GetInt32(at), row.IsDBNull(at + 1) ? null : row.GetInt32(at + 1));
}
