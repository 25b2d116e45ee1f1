using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>Everything the county looks at before it runs or publishes: inputs, runs, figures, what is new, what has moved.</summary>
public sealed record AllocationOverview
{
    /// <summary>Format of the household registry's lists.</summary>
    private const string RegistryList = "registry-list";

    public required DistrictPlan? Plan { get; init; }

    /// <summary>When the newest address among the county's children arrived; null before the first list.</summary>
    public required DateTime? ListReceivedAt { get; init; }

    /// <summary>The last lists of the registry, from the county itself or from the ministry for the whole country; newest first.</summary>
    public required IReadOnlyList<Receipt> Lists { get; init; }

    public required AllocationFigures Now { get; init; }

    /// <summary>The last finished run.</summary>
    public required AllocationRun? Last { get; init; }

    /// <summary>Figures of the run before the last; empty when there is none.</summary>
    public required AllocationFigures Before { get; init; }

    /// <summary>The run that waits, runs or failed since; null: none.</summary>
    public required Run? Current { get; init; }

    public required AllocationPublication? Publication { get; init; }

    /// <summary>Allocated and not yet shown to schools.</summary>
    public required int Unpublished { get; init; }

    /// <summary>Published, not yet registered, and moved since.</summary>
    public required int Moved { get; init; }

    public bool IsRunning => Current is { Status: RunStatus.Waiting or RunStatus.Running };

    /// <summary>The plan in force is newer than the one of the last run.</summary>
    public bool IsPlanNew => Last is not null && Plan is not null && Last.PlanId != Plan.Id;

    public static async Task<AllocationOverview> ReadAsync(
        StudentNetDb db,
        string county,
        SchoolYear year,
        SchoolLevel level,
        CancellationToken cancellation = default
    )
    {
        var plan = await AllocationRunKind.PlanInForceAsync(db, county, year, level, cancellation);
        var runs = await db.Set<AllocationRun>()
            .AsNoTracking()
            .Where(r => r.CountyCode == county && r.Year == year && r.Level == level && r.FinishedAt != null)
            .OrderByDescending(r => r.RunId)
            .Take(2)
            .ToListAsync(cancellation);
        var exclusive = new AllocationRequest(county, year.Roc, (int)level).Exclusive;
        var entries = db.Set<Entry>().Where(e => e.Year == year && e.Level == level && e.CountyCode == county);
        var residences = db.Homes();
        return new AllocationOverview
        {
            Plan = plan is null ? null : await db.Set<DistrictPlan>().AsNoTracking().SingleAsync(p => p.Id == plan, cancellation),
            ListReceivedAt = await entries.Join(residences, e => e.PersonId, r => r.PersonId, (e, r) => (DateTime?)r.ReceivedAt).MaxAsync(cancellation),
            Lists = await db.Set<Receipt>()
                .AsNoTracking()
                .Where(r => r.Format == RegistryList && (r.OrganisationCode == county || r.OrganisationCode == Organisation.MinistryCode))
                .OrderByDescending(r => r.ReceivedAt)
                .Take(3)
                .ToListAsync(cancellation),
            Now = await AllocationFigures.NowAsync(db, county, year, level, cancellation),
            Last = runs.FirstOrDefault(),
            Before = await OfRunAsync(db, runs.Skip(1).FirstOrDefault()?.RunId, cancellation),
            Current = await db.Set<Run>()
                .AsNoTracking()
                .Where(r => r.Kind == AllocationRunKind.Name && r.Exclusive == exclusive && r.Status != RunStatus.Done)
                .OrderByDescending(r => r.Id)
                .FirstOrDefaultAsync(cancellation),
            Publication = await db.Set<AllocationPublication>()
                .AsNoTracking()
                .Where(p => p.CountyCode == county && p.Year == year && p.Level == level)
                .OrderByDescending(p => p.Seq)
                .FirstOrDefaultAsync(cancellation),
            Unpublished = await entries.CountAsync(e => e.State == EntryState.Allocated && e.PublishedAt == null, cancellation),
            Moved = await entries
                .Where(e => e.State == EntryState.Allocated && e.PublishedAt != null && e.ResidenceSeq != null)
                .Join(residences, e => e.PersonId, r => r.PersonId, (e, r) => new { e.ResidenceSeq, r.Seq })
                .CountAsync(m => m.ResidenceSeq != m.Seq, cancellation),
        };
    }

    private static async Task<AllocationFigures> OfRunAsync(StudentNetDb db, long? run, CancellationToken cancellation) =>
        new(
            run is null
                ? []
                : [.. (await db.Set<AllocationFigure>().AsNoTracking().Where(f => f.RunId == run).ToListAsync(cancellation)).Select(f => (f.Kind, f.Code, f.Count))]
        );
}
