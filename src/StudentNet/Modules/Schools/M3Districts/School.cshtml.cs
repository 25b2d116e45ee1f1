using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.31 檢視學區: the school's own district in the plan in force, and for any village of the county every school that it belongs to.</summary>
[Function("M3.31")]
public sealed class SchoolModel(StudentNetDb db, DistrictReader reader) : FunctionPage
{
    private const int MaxVillages = 50;

    /// <summary>Part of a village's name, or its code.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Village { get; set; }

    [BindProperty(SupportsGet = true, Name = "year")]
    public int? YearAsked { get; set; }

    public SchoolYear Year => new(YearAsked ?? WorkingYear.ForEntry(Today).Roc);

    public SchoolLevel Level => Caller.Organisation.SchoolLevel!.Value;

    public DistrictPlan? Plan { get; private set; }

    /// <summary>The school's own rules.</summary>
    public IReadOnlyList<RuleLine> Own { get; private set; } = [];

    /// <summary>Villages found, each with what holds in its neighbourhoods.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<VillageSegment> Segments)> Found { get; private set; } = [];

    public PlanNames Names { get; private set; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (Caller.Organisation is not { CountyCode: { } county, SchoolLevel: not null })
        {
            return NotFound();
        }

        Plan = await db.Set<DistrictPlan>()
            .AsNoTracking()
            .FirstOrDefaultAsync(
                p => p.CountyCode == county && p.Year == Year && p.Level == Level && p.Status == DistrictPlanStatus.InForce,
                cancellation
            );
        if (Plan is null)
        {
            return Page();
        }

        Own = await reader.RulesAsync(Plan.Id, schoolCode: Caller.Organisation.Code, cancellation: cancellation);
        if (!string.IsNullOrWhiteSpace(Village))
        {
            await SearchAsync(Plan, county, Platform.Organisations.Village.NormaliseName(Village), cancellation);
        }

        return Page();
    }

    private async Task SearchAsync(DistrictPlan plan, string county, string text, CancellationToken cancellation)
    {
        var villages = await db.Set<Village>()
            .AsNoTracking()
            .Where(v =>
                v.CountyCode == county
                && !v.IsUnassigned
                && (v.Code == text || v.NormalisedName.Contains(text) || db.Set<VillageAlias>().Any(a => a.VillageCode == v.Code && a.NormalisedName.Contains(text)))
            )
            .OrderBy(v => v.Code)
            .Take(MaxVillages)
            .Select(v => v.Code)
            .ToListAsync(cancellation);
        var rules = await db.Set<DistrictRule>().AsNoTracking().Where(r => r.PlanId == plan.Id && villages.Contains(r.VillageCode)).ToListAsync(cancellation);
        var map = new DistrictMap(rules);
        Names = await reader.NamesAsync(rules.Select(r => r.SchoolCode), villages, cancellation);
        Found = [.. villages.Select(v => (Names.Villages.GetValueOrDefault(v) ?? v, map.Segments(v)))];
    }
}
