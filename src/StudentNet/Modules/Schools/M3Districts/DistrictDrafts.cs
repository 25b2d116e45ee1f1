using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>
/// Begins, changes and drops drafts of district plans. Only drafts change: a plan that was published stays as it was, and a correction is a
/// new draft of it. All methods write inside the caller's act.
/// </summary>
public sealed class DistrictDrafts(StudentNetDb db)
{
    private static readonly BulkColumn[] RuleColumns =
    [
        new("plan_id", BulkType.Long),
        new("rule_no", BulkType.Int),
        new("village_code", BulkType.Text),
        new("school_code", BulkType.Text),
        new("zone", BulkType.Text),
        new("neighbourhoods", BulkType.Text),
        new("condition", BulkType.Text),
        new("effective_from", BulkType.Date),
        new("effective_to", BulkType.Date),
        new("source_line", BulkType.Int),
    ];

    private static readonly BulkColumn[] SpanColumns =
    [
        new("plan_id", BulkType.Long),
        new("rule_no", BulkType.Int),
        new("from_neighbourhood", BulkType.Int),
        new("to_neighbourhood", BulkType.Int),
        new("village_code", BulkType.Text),
    ];

    /// <summary>A draft with the lines of a table, in their order; lines that cannot be placed stay in it as such.</summary>
    public Task<DistrictPlan> BeginAsync(
        string countyCode,
        SchoolYear year,
        SchoolLevel level,
        string origin,
        IEnumerable<DistrictLine> lines,
        Act act,
        CancellationToken cancellation = default
    ) =>
        db.WriteAsync(
            act,
            async () =>
            {
                var basePlan = await PlanInForceAsync(countyCode, year, level, cancellation);
                var plan = await AddAsync(countyCode, year, level, origin, basePlan?.Id, act.At, cancellation);
                var placement = await PlacementAsync(countyCode, level, cancellation);
                var placed = lines.Select((line, i) => placement.Place(plan.Id, i + 1, line)).ToList();
                await WriteAsync(placed, cancellation);
                return plan;
            },
            cancellation
        );

    /// <summary>A draft with the same rules as another plan of the county: last year's, or the one in force, to correct it.</summary>
    public Task<DistrictPlan> CopyAsync(DistrictPlan from, SchoolYear year, Act act, CancellationToken cancellation = default) =>
        db.WriteAsync(
            act,
            async () =>
            {
                var origin = from.Year == year ? $"{from.Year} 學年度公告版的修正" : $"沿用 {from.Year} 學年度";
                var plan = await AddAsync(from.CountyCode, year, from.Level, origin, from.Id, act.At, cancellation);
                await db.RunAsync("district-copy", new { from = from.Id, to = plan.Id }, cancellation);
                return plan;
            },
            cancellation
        );

    /// <summary>Adds a line at the end, or puts it in the place of rule or unplaced line <paramref name="ruleNo"/>; a problem changes nothing.</summary>
    public async Task<Problem?> PutAsync(DistrictPlan plan, int? ruleNo, DistrictLine line, Act act, CancellationToken cancellation = default)
    {
        if (NotADraft(plan) is { } closed)
        {
            return closed;
        }

        var number = ruleNo ?? await LastNumberAsync(plan.Id, cancellation) + 1;
        var placement = await PlacementAsync(plan.CountyCode, plan.Level, cancellation);
        var placed = placement.Place(plan.Id, number, line);
        if (placed.Rule is null)
        {
            return new Problem(placed.Unplaced!.Check, placed.Unplaced.Message, placed.Unplaced.Hint);
        }

        await db.WriteAsync(
            act,
            async () =>
            {
                await TakeOutAsync(plan, number, cancellation);
                await WriteAsync([placed], cancellation);
                return 0;
            },
            cancellation
        );
        return null;
    }

    /// <summary>Removes a rule or an unplaced line; what is not there is a problem.</summary>
    public async Task<Problem?> RemoveAsync(DistrictPlan plan, int ruleNo, Act act, CancellationToken cancellation = default) =>
        NotADraft(plan)
        ?? (await db.WriteAsync(act, () => TakeOutAsync(plan, ruleNo, cancellation), cancellation) == 0
            ? new Problem("rule.gone", "這一列已經不在草案裡", "請重新整理頁面")
            : null);

    /// <summary>Drops a whole draft.</summary>
    public async Task<Problem?> DropAsync(DistrictPlan plan, Act act, CancellationToken cancellation = default)
    {
        if (NotADraft(plan) is { } closed)
        {
            return closed;
        }

        return await db.WriteAsync<Problem?>(
            act,
            async () =>
            {
                await db.Set<DistrictSpan>().Where(s => s.PlanId == plan.Id).ExecuteDeleteAsync(cancellation);
                await db.Set<DistrictRule>().Where(s => s.PlanId == plan.Id).ExecuteDeleteAsync(cancellation);
                await db.Set<DistrictUnplacedLine>().Where(s => s.PlanId == plan.Id).ExecuteDeleteAsync(cancellation);
                await db.Set<DistrictAcknowledgement>().Where(s => s.PlanId == plan.Id).ExecuteDeleteAsync(cancellation);
                await db.Set<DistrictPlan>().Where(p => p.Id == plan.Id).ExecuteDeleteAsync(cancellation);
                return null;
            },
            cancellation
        );
    }

    /// <summary>The plan in force for a county, year and level, or null.</summary>
    public Task<DistrictPlan?> PlanInForceAsync(string countyCode, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default) =>
        db.Set<DistrictPlan>()
            .FirstOrDefaultAsync(
                p => p.CountyCode == countyCode && p.Year == year && p.Level == level && p.Status == DistrictPlanStatus.InForce,
                cancellation
            );

    private static Problem? NotADraft(DistrictPlan plan) =>
        plan.Status == DistrictPlanStatus.Draft ? null : new Problem("plan.published", "已公告的學區不能修改", "請複製成新草案後修改再公告");

    private async Task<LinePlacement> PlacementAsync(string countyCode, SchoolLevel level, CancellationToken cancellation) =>
        new(countyCode, await VillageIndex.LoadAsync(db, cancellation), await SchoolIndex.LoadAsync(db, level, cancellation));

    private async Task<DistrictPlan> AddAsync(
        string countyCode,
        SchoolYear year,
        SchoolLevel level,
        string origin,
        long? basePlanId,
        DateTime now,
        CancellationToken cancellation
    )
    {
        var plan = new DistrictPlan
        {
            Id = await IdBlock.TakeAsync(db, "district_plan", 1, cancellation),
            CountyCode = countyCode,
            Year = year,
            Level = level,
            Status = DistrictPlanStatus.Draft,
            CreatedAt = now,
            Origin = origin,
            BasePlanId = basePlanId,
        };
        db.Add(plan);
        await db.SaveChangesAsync(cancellation);
        return plan;
    }

    private async Task<int> TakeOutAsync(DistrictPlan plan, int ruleNo, CancellationToken cancellation)
    {
        await db.Set<DistrictSpan>().Where(s => s.PlanId == plan.Id && s.RuleNo == ruleNo).ExecuteDeleteAsync(cancellation);
        return await db.Set<DistrictRule>().Where(r => r.PlanId == plan.Id && r.RuleNo == ruleNo).ExecuteDeleteAsync(cancellation)
            + await db.Set<DistrictUnplacedLine>().Where(l => l.PlanId == plan.Id && l.RuleNo == ruleNo).ExecuteDeleteAsync(cancellation);
    }

    private async Task<int> LastNumberAsync(long planId, CancellationToken cancellation)
    {
        var rule = await db.Set<DistrictRule>().Where(r => r.PlanId == planId).MaxAsync(r => (int?)r.RuleNo, cancellation) ?? 0;
        var line = await db.Set<DistrictUnplacedLine>().Where(l => l.PlanId == planId).MaxAsync(l => (int?)l.RuleNo, cancellation) ?? 0;
        return Math.Max(rule, line);
    }

    private async Task WriteAsync(IReadOnlyList<PlacedLine> placed, CancellationToken cancellation)
    {
        await using (var writer = await BulkWriter.OpenAsync(db, "district_rule", RuleColumns, cancellation))
        {
            foreach (var r in placed.Select(p => p.Rule).OfType<DistrictRule>())
            {
                object?[] row =
                [
                    r.PlanId, r.RuleNo, r.VillageCode, r.SchoolCode, r.Zone, r.Neighbourhoods, r.Condition, r.EffectiveFrom, r.EffectiveTo, r.SourceLine,
                ];
                await writer.WriteAsync(row, cancellation);
            }

            await writer.CompleteAsync(cancellation);
        }

        await WriteSpansAsync(placed.SelectMany(p => p.Spans), cancellation);
        db.AddRange(placed.Select(p => p.Unplaced).OfType<DistrictUnplacedLine>());
        await db.SaveChangesAsync(cancellation);
    }

    private async Task WriteSpansAsync(IEnumerable<DistrictSpan> spans, CancellationToken cancellation)
    {
        await using var writer = await BulkWriter.OpenAsync(db, "district_span", SpanColumns, cancellation);
        foreach (var s in spans)
        {
            object?[] row = [s.PlanId, s.RuleNo, s.FromNeighbourhood, s.ToNeighbourhood, s.VillageCode];
            await writer.WriteAsync(row, cancellation);
        }

        await writer.CompleteAsync(cancellation);
    }
}
