using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>Reads plans and rules with the names that people know them by.</summary>
public sealed class DistrictReader(StudentNetDb db)
{
    /// <summary>A county's plans of a year and level, the newest first.</summary>
    public async Task<IReadOnlyList<PlanSummary>> PlansAsync(string countyCode, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default) =>
        await db.Set<DistrictPlan>()
            .AsNoTracking()
            .Where(p => p.CountyCode == countyCode && p.Year == year && p.Level == level)
            .OrderByDescending(p => p.Id)
            .Select(p => new PlanSummary(
                p,
                db.Set<DistrictRule>().Count(r => r.PlanId == p.Id),
                db.Set<DistrictUnplacedLine>().Count(l => l.PlanId == p.Id)
            ))
            .ToListAsync(cancellation);

    /// <summary>The plan in force in the latest year before <paramref name="year"/>, or null: what can be carried over.</summary>
    public Task<DistrictPlan?> LastYearsAsync(string countyCode, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default) =>
        db.Set<DistrictPlan>()
            .AsNoTracking()
            .Where(p => p.CountyCode == countyCode && p.Level == level && p.Status == DistrictPlanStatus.InForce && p.Year == year.Previous)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>Townships of a county.</summary>
    public async Task<IReadOnlyList<Organisation>> TownshipsAsync(string countyCode, CancellationToken cancellation = default) =>
        await db.Set<Organisation>()
            .AsNoTracking()
            .Where(o => o.Level == Level.Township && o.CountyCode == countyCode)
            .OrderBy(o => o.Code)
            .ToListAsync(cancellation);

    /// <summary>Rules of a plan in a village, a township (8 characters) or, with null, everywhere; in the order of the table.</summary>
    public async Task<IReadOnlyList<RuleLine>> RulesAsync(long planId, string? place = null, string? schoolCode = null, CancellationToken cancellation = default)
    {
        var rules = db.Set<DistrictRule>().AsNoTracking().Where(r => r.PlanId == planId);
        if (place is not null)
        {
            rules = rules.Where(r => r.VillageCode.StartsWith(place));
        }

        if (schoolCode is not null)
        {
            rules = rules.Where(r => r.SchoolCode == schoolCode);
        }

        return await (
            from r in rules
            join v in db.Set<Village>() on r.VillageCode equals v.Code
            join t in db.Set<Organisation>() on v.TownshipCode equals t.Code
            join s in db.Set<School>() on r.SchoolCode equals s.Code
            orderby r.RuleNo
            select new RuleLine(r, t.Name, v.Name, s.Name)
        ).ToListAsync(cancellation);
    }

    /// <summary>Lines of a plan that could not be placed.</summary>
    public async Task<IReadOnlyList<DistrictUnplacedLine>> UnplacedAsync(long planId, CancellationToken cancellation = default) =>
        await db.Set<DistrictUnplacedLine>().AsNoTracking().Where(l => l.PlanId == planId).OrderBy(l => l.RuleNo).ToListAsync(cancellation);

    /// <summary>What a plan changes against the one it was begun from; empty where there is none.</summary>
    public async Task<IReadOnlyList<DistrictChange>> ChangesAsync(DistrictPlan plan, CancellationToken cancellation = default) =>
        plan.BasePlanId is { } basePlan
            ? (await DistrictMap.LoadAsync(db, basePlan, null, cancellation)).ChangesTo(await DistrictMap.LoadAsync(db, plan.Id, null, cancellation))
            : [];

    /// <summary>Names of schools and of villages (「中正區 廈安里」), by code.</summary>
    public async Task<PlanNames> NamesAsync(IEnumerable<string> schools, IEnumerable<string> villages, CancellationToken cancellation = default)
    {
        var schoolCodes = schools.Distinct().ToList();
        var villageCodes = villages.Distinct().ToList();
        return new PlanNames(
            await db.Set<School>().AsNoTracking().Where(s => schoolCodes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, s => s.Name, cancellation),
            await (
                from v in db.Set<Village>().AsNoTracking()
                join t in db.Set<Organisation>() on v.TownshipCode equals t.Code
                where villageCodes.Contains(v.Code)
                select new { v.Code, Name = t.Name + " " + v.Name }
            ).ToDictionaryAsync(v => v.Code, v => v.Name, cancellation)
        );
    }
}

/// <summary>A plan in a list.</summary>
public sealed record PlanSummary(DistrictPlan Plan, int Rules, int Unplaced);

/// <summary>A rule with its names.</summary>
public sealed record RuleLine(DistrictRule Rule, string Township, string Village, string School);

/// <summary>Names by code.</summary>
public sealed record PlanNames(IReadOnlyDictionary<string, string> Schools, IReadOnlyDictionary<string, string> Villages)
{
    /// <summary>「基本 範一國小、自由 範二國小」; 「未劃入」 for none.</summary>
    public string Words(IReadOnlyList<ZoneClaim> claims) =>
        claims.Count == 0
            ? "未劃入"
            : string.Join(
                '、',
                claims.Select(c => $"{c.Zone.Title()} {Schools.GetValueOrDefault(c.SchoolCode) ?? c.SchoolCode}{(c.Condition is { } condition ? $"（{condition}）" : "")}")
            );
}
