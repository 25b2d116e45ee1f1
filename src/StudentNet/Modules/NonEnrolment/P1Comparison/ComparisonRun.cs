using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>What a comparison is asked for.</summary>
/// <param name="Year">School year, ROC.</param>
/// <param name="Level">Entry grade, 1 or 7.</param>
/// <param name="AsOf">The day whose state is compared.</param>
public sealed record ComparisonOrder(int Year, int Level, DateOnly AsOf);

/// <summary>The national comparison as a run (domain §7). Run twice on the same data, it finds the same and opens nothing new.</summary>
public sealed class ComparisonRun : IRunKind
{
    /// <summary>Name of the kind.</summary>
    public const string Name = "comparison";

    public string Kind => Name;

    public string Title => "全國大比對";

    public IReadOnlyList<RunPhase> Phases =>
        [
            new("記下資料來源", BeginAsync),
            new("逐人比對", CompareAsync),
            new("未入學註記", MarkAsync),
            new("列管個案", OpenCasesAsync),
            new("統計", FinishAsync),
        ];

    private static async Task BeginAsync(RunContext context, CancellationToken cancellation)
    {
        var (order, year, level) = Order(context);
        var previous = await context
            .Db.Set<NationalComparison>()
            .Where(c => c.Year == year && c.Level == level && c.EndedAt != null)
            .OrderByDescending(c => c.Id)
            .Select(c => (long?)c.Id)
            .FirstOrDefaultAsync(cancellation);
        var comparison = new NationalComparison
        {
            Id = await IdBlock.TakeAsync(context.Db, Name, 1, cancellation),
            Year = year,
            Level = level,
            AsOf = order.AsOf,
            RuleVersion = ComparisonPasses.Version(context.Db.Dialect),
            PreviousId = previous,
            RunId = context.Run.Id,
            StartedAt = context.Now,
        };
        context.Db.Add(comparison);
        await context.Db.SaveChangesAsync(cancellation);
        await context.Db.RunAsync(
            "comparison-inputs",
            new
            {
                comparison = comparison.Id,
                cohort = Cohort.Entering(year, level).Year,
                year,
                level,
                as_of = order.AsOf,
                roll_year = Term.Of(order.AsOf).Year,
                roll_term = Term.Of(order.AsOf).Number,
            },
            cancellation
        );
    }

    private static async Task CompareAsync(RunContext context, CancellationToken cancellation)
    {
        var (order, year, level) = Order(context);
        var comparison = await ThisAsync(context, cancellation);
        await context.Db.RunAsync(
            "comparison-candidates",
            new
            {
                comparison = comparison.Id,
                cohort = Cohort.Entering(year, level).Year,
                oldest_cohort = OldestCohort(order.AsOf, level),
                year,
                level,
                as_of = order.AsOf,
                roll_year = Term.Of(order.AsOf).Year,
                roll_term = Term.Of(order.AsOf).Number,
                accounting_reasons = ComparisonPasses.AccountingReasons,
                accounting_placements = ComparisonPasses.AccountingPlacements,
            },
            cancellation
        );
        await context.Db.AnalyseAsync(cancellation, "comparison_result");
        await context.Db.RunAsync(
            "comparison-possible-matches",
            new
            {
                comparison = comparison.Id,
                year,
                level,
                as_of = order.AsOf,
            },
            cancellation
        );
    }

    private static async Task MarkAsync(RunContext context, CancellationToken cancellation)
    {
        var (_, year, level) = Order(context);
        var comparison = await ThisAsync(context, cancellation);
        var nowhere = await PersonSet.FillAsync(
            context.Db,
            () => context.Db.RunAsync("comparison-not-found", new { comparison = comparison.Id }, cancellation),
            cancellation
        );
        var act = new EntryAct(context.Now, null, null, context.Run.Id, null);
        context.Figure("not_admitted", await EntryWriter.NotFoundAsync(nowhere, year, level, act, cancellation));
    }

    private static async Task OpenCasesAsync(RunContext context, CancellationToken cancellation)
    {
        var (_, year, level) = Order(context);
        var comparison = await ThisAsync(context, cancellation);
        var title = $"{year.Title}{level.Title()}第 {comparison.Id} 次大比對";
        context.Figure("reopened", await ReopenedCases.OpenAsync(context.Db, () => context.Db.RunAsync("comparison-not-found", new { comparison = comparison.Id }, cancellation), context.Now, title, level, cancellation));
        var opening = await context.Db.ScalarAsync<long>("comparison-new-cases", new { comparison = comparison.Id, level }, cancellation);
        context.Figure("opened", opening);
        if (opening > 0)
        {
            var first = await IdBlock.TakeAsync(context.Db, $"case-{year}", opening, cancellation);
            await context.Db.RunAsync(
                "comparison-open-cases",
                new
                {
                    comparison = comparison.Id,
                    year,
                    level,
                    now = context.Now,
                    prefix = $"{year}-",
                    first,
                    title,
                },
                cancellation
            );
        }

        await context.Db.RunAsync(
            "comparison-propose-releases",
            new
            {
                comparison = comparison.Id,
                level,
                now = context.Now,
                title,
                school_passes = ComparisonPasses.SchoolPasses,
            },
            cancellation
        );
    }

    private static async Task FinishAsync(RunContext context, CancellationToken cancellation)
    {
        var comparison = await ThisAsync(context, cancellation);
        await context.Db.RunAsync("comparison-figures", new { comparison = comparison.Id, now = context.Now }, cancellation);
        await context.Db.Entry(comparison).ReloadAsync(cancellation);
        context.Figure("candidates", comparison.Candidates);
        context.Figure("accounted", comparison.Accounted);
        context.Figure("unaccounted", comparison.Unaccounted);
    }

    /// <summary>The first cohort that has not reached 逾齡除案 on the day; it is reached by a whole cohort on one 9/2 (domain §4).</summary>
    internal static int OldestCohort(DateOnly asOf, SchoolLevel level)
    {
        var cohort = new Cohort(asOf.Year - 20);
        while (AgeOut.Date(cohort.BornTo, level) <= asOf)
        {
            cohort = new Cohort(cohort.Year + 1);
        }

        return cohort.Year;
    }

    private static (ComparisonOrder Order, SchoolYear Year, SchoolLevel Level) Order(RunContext context)
    {
        var order = context.Parameters<ComparisonOrder>();
        return (order, new SchoolYear(order.Year), (SchoolLevel)order.Level);
    }

    private static Task<NationalComparison> ThisAsync(RunContext context, CancellationToken cancellation) =>
        context.Db.Set<NationalComparison>().SingleAsync(c => c.RunId == context.Run.Id, cancellation);
}
