using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>What a rule says of a neighbourhood, apart from which rule says it: two plans are compared by this.</summary>
public readonly record struct ZoneClaim(ZoneKind Zone, string SchoolCode, string? Condition);

/// <summary>Neighbourhoods of a village in which the same claims hold.</summary>
public sealed record VillageSegment(NeighbourhoodSet Neighbourhoods, IReadOnlyList<ZoneClaim> Claims);

/// <summary>A change from one plan to another: neighbourhoods of a village, what held there before and what holds now.</summary>
public sealed record DistrictChange(string VillageCode, NeighbourhoodSet Neighbourhoods, IReadOnlyList<ZoneClaim> Before, IReadOnlyList<ZoneClaim> After);

/// <summary>A plan seen from its villages: which claims hold in which neighbourhoods.</summary>
public sealed class DistrictMap
{
    private readonly ILookup<string, (NeighbourhoodSet Set, ZoneClaim Claim)> _claims;

    public DistrictMap(IEnumerable<DistrictRule> rules) =>
        _claims = rules.ToLookup(
            r => r.VillageCode,
            r => (NeighbourhoodSet.Parse(r.Neighbourhoods).Set!, new ZoneClaim(r.Zone, r.SchoolCode, r.Condition)),
            StringComparer.Ordinal
        );

    /// <summary>The map of a plan; of the villages of one township, where one is given. No plan is an empty map.</summary>
    public static async Task<DistrictMap> LoadAsync(
        StudentNetDb db,
        long? planId,
        string? townshipCode = null,
        CancellationToken cancellation = default
    )
    {
        var rules = db.Set<DistrictRule>().AsNoTracking().Where(r => r.PlanId == planId);
        if (townshipCode is not null)
        {
            rules = rules.Where(r => r.VillageCode.StartsWith(townshipCode));
        }

        return new DistrictMap(await rules.ToListAsync(cancellation));
    }

    /// <summary>Villages that have a rule.</summary>
    public IEnumerable<string> Villages => _claims.Select(c => c.Key);

    /// <summary>The claims on one neighbourhood, 基本 first.</summary>
    public IReadOnlyList<ZoneClaim> At(string villageCode, int neighbourhood) =>
        [.. _claims[villageCode].Where(c => c.Set.Contains(neighbourhood)).Select(c => c.Claim).Distinct().OrderBy(c => (c.Zone, c.SchoolCode, c.Condition ?? ""))];

    /// <summary>The village cut into neighbourhoods with the same claims, in the order of the first neighbourhood of each; without those that have none.</summary>
    public IReadOnlyList<VillageSegment> Segments(string villageCode) =>
        [
            .. Starts(_claims[villageCode])
                .Select(range => (range, Claims: At(villageCode, range.From)))
                .Where(part => part.Claims.Count > 0)
                .GroupBy(part => Key(part.Claims), StringComparer.Ordinal)
                .Select(same => new VillageSegment(NeighbourhoodSet.Of(same.Select(part => part.range)), same.First().Claims)),
        ];

    /// <summary>The highest neighbourhood that the plan names in a village, as covered or as an exception; 0 where it names none.</summary>
    public int Highest(string villageCode) =>
        _claims[villageCode].SelectMany(c => c.Set.Spans).Select(s => s.To == NeighbourhoodSet.Max ? s.From - 1 : s.To).DefaultIfEmpty(0).Max();

    /// <summary>What is different in another plan, by village and neighbourhoods.</summary>
    public IReadOnlyList<DistrictChange> ChangesTo(DistrictMap after)
    {
        var changes = new List<DistrictChange>();
        foreach (var village in Villages.Union(after.Villages, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            changes.AddRange(
                Starts(_claims[village].Concat(after._claims[village]))
                    .Select(range => (range, Before: At(village, range.From), After: after.At(village, range.From)))
                    .Where(part => !part.Before.SequenceEqual(part.After))
                    .GroupBy(part => $"{Key(part.Before)}→{Key(part.After)}", StringComparer.Ordinal)
                    .Select(same => new DistrictChange(village, NeighbourhoodSet.Of(same.Select(p => p.range)), same.First().Before, same.First().After))
            );
        }

        return changes;
    }

    /// <summary>1..Max cut at every end of every set: within a range the claims are the same.</summary>
    private static IEnumerable<(int From, int To)> Starts(IEnumerable<(NeighbourhoodSet Set, ZoneClaim Claim)> claims)
    {
        var cuts = claims
            .SelectMany(c => c.Set.Spans)
            .SelectMany(s => new[] { s.From, s.To + 1 })
            .Append(1)
            .Append(NeighbourhoodSet.Max + 1)
            .Distinct()
            .Order()
            .ToList();
        return cuts.Zip(cuts.Skip(1), (from, next) => (from, next - 1));
    }

    private static string Key(IEnumerable<ZoneClaim> claims) => string.Join('|', claims);
}
