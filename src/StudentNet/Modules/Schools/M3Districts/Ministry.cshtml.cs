using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.11 各縣市學區: which county has published its districts of a year and level, and with what left open.</summary>
[Function("M3.11")]
public sealed class MinistryModel(StudentNetDb db) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public SchoolLevel Level { get; set; } = SchoolLevel.Elementary;

    [BindProperty(SupportsGet = true, Name = "year")]
    public int? YearAsked { get; set; }

    public SchoolYear Year => new(YearAsked ?? WorkingYear.ForEntry(Today).Roc);

    public IReadOnlyList<CountyDistricts> Counties { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var counties = await db.Set<Organisation>().AsNoTracking().Where(o => o.Level == Kernel.Level.County).OrderBy(o => o.Code).ToListAsync(cancellation);
        var inForce = await db.Set<DistrictPlan>()
            .AsNoTracking()
            .Where(p => p.Year == Year && p.Level == Level && p.Status == DistrictPlanStatus.InForce)
            .Select(p => new
            {
                Plan = p,
                Rules = db.Set<DistrictRule>().Count(r => r.PlanId == p.Id),
                Villages = db.Set<DistrictRule>().Where(r => r.PlanId == p.Id).Select(r => r.VillageCode).Distinct().Count(),
                Acknowledged = db.Set<DistrictAcknowledgement>().Where(a => a.PlanId == p.Id).Sum(a => a.Findings),
            })
            .ToDictionaryAsync(p => p.Plan.CountyCode, cancellation);
        var drafts = await db.Set<DistrictPlan>()
            .Where(p => p.Year == Year && p.Level == Level && p.Status == DistrictPlanStatus.Draft)
            .GroupBy(p => p.CountyCode)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var villages = await db.Set<Village>()
            .Where(v => !v.IsUnassigned)
            .GroupBy(v => v.CountyCode)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        Counties =
        [
            .. counties.Select(c =>
            {
                var plan = inForce.GetValueOrDefault(c.Code);
                return new CountyDistricts(
                    c,
                    plan?.Plan,
                    plan?.Rules ?? 0,
                    plan?.Villages ?? 0,
                    villages.GetValueOrDefault(c.Code),
                    plan?.Acknowledged ?? 0,
                    drafts.GetValueOrDefault(c.Code)
                );
            }),
        ];
    }
}

/// <summary>Where a county stands with its districts.</summary>
/// <param name="Covered">Villages with a rule.</param>
/// <param name="Acknowledged">Findings it published with.</param>
public sealed record CountyDistricts(Organisation County, DistrictPlan? Plan, int Rules, int Covered, int Villages, int Acknowledged, int Drafts);
