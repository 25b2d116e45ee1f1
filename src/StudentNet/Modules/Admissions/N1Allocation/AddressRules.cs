using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>The rules of a district table beside the addresses that a person must decide: what the officer needs to see to decide.</summary>
public sealed class AddressRules
{
    private readonly ILookup<string, AddressRule> _byVillage;

    private AddressRules(IEnumerable<AddressRule> rules) => _byVillage = rules.ToLookup(r => r.Rule.VillageCode, StringComparer.Ordinal);

    /// <summary>Reads the rules of a plan for the villages of some rows.</summary>
    public static async Task<AddressRules> ReadAsync(
        StudentNetDb db,
        long? plan,
        IEnumerable<RosterRow> rows,
        CancellationToken cancellation = default
    )
    {
        var villages = rows.Select(r => r.Residence?.VillageCode).OfType<string>().Distinct().ToList();
        if (plan is null || villages.Count == 0)
        {
            return new AddressRules([]);
        }

        var spans = (await db.Set<DistrictSpan>().AsNoTracking().Where(s => s.PlanId == plan && villages.Contains(s.VillageCode)).ToListAsync(cancellation))
            .ToLookup(s => s.RuleNo);
        var rules = await db.Set<DistrictRule>()
            .AsNoTracking()
            .Where(r => r.PlanId == plan && villages.Contains(r.VillageCode))
            .OrderBy(r => r.RuleNo)
            .GroupJoin(db.Set<School>(), r => r.SchoolCode, s => s.Code, (r, s) => new { Rule = r, School = s.Select(x => x.Name).FirstOrDefault() })
            .ToListAsync(cancellation);
        return new AddressRules(
            rules.Select(r => new AddressRule(r.Rule, r.School ?? r.Rule.SchoolCode, [.. spans[r.Rule.RuleNo].Select(s => (s.FromNeighbourhood, s.ToNeighbourhood))]))
        );
    }

    /// <summary>Rules that could hold for an address: those that take its neighbourhood in, or all of the village where it cannot be read.</summary>
    public IReadOnlyList<AddressRule> Of(RosterRow row) =>
        row.Residence is { VillageCode: { } village } home
            ? [.. _byVillage[village].Where(r => home.Neighbourhood is not { } number || r.Takes(number))]
            : [];
}

/// <summary>A rule with the school's name.</summary>
public sealed record AddressRule(DistrictRule Rule, string School, IReadOnlyList<(int From, int To)> Spans)
{
    public bool Takes(int neighbourhood) => Spans.Any(s => s.From <= neighbourhood && neighbourhood <= s.To);

    /// <summary>規則 12　範一國小　基本學區　1-4　條件：中山路以東.</summary>
    public override string ToString() =>
        string.Join(
            '　',
            new[] { $"規則 {Rule.RuleNo}", School, AllocationWords.Title(Rule.Zone), Rule.Neighbourhoods, Rule.Condition is { Length: > 0 } words ? $"條件：{words}" : "" }.Where(
                part => part.Length > 0
            )
        );
}
