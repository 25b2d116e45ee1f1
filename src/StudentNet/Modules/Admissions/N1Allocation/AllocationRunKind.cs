using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>What a run of the allocation is asked for.</summary>
/// <param name="County">County code.</param>
/// <param name="Year">School year of entry, ROC.</param>
/// <param name="Level">Entry grade, 1 or 7.</param>
/// <param name="Published">What to do with children already published.</param>
public sealed record AllocationRequest(string County, int Year, int Level, PublishedChildren Published = PublishedChildren.Keep)
{
    /// <summary>Runs of one county, year and level never run side by side, nor beside its publication.</summary>
    public string Exclusive => string.Create(CultureInfo.InvariantCulture, $"allocation:{County}:{Year}:{Level}");
}

/// <summary>
/// 新生分發 (domain §6, N1): puts each child into the school its address says, or says why a person must. Set-based: each distinct address is
/// decided once, then the entries that differ are brought to it. Run twice on the same inputs it changes nothing the second time.
/// </summary>
public sealed class AllocationRunKind : IRunKind
{
    public const string Name = "allocation";

    public string Kind => Name;

    public string Title => "新生分發";

    public IReadOnlyList<RunPhase> Phases { get; } =
    [
        new("凍結輸入：學區版本與名冊", PrepareAsync),
        new("比對戶籍與學區", MatchAsync),
        new("依規則決定", DecideAsync),
        new("寫入分發結果", ApplyAsync),
        new("統計與差異", CountAsync),
    ];

    private static async Task PrepareAsync(RunContext context, CancellationToken cancellation)
    {
        var (db, asked) = (context.Db, Asked(context));
        await db.RunAsync("allocation-clear", new { run = context.Run.Id }, cancellation);
        var plan = await PlanInForceAsync(db, asked.County, asked.Year, asked.Level, cancellation);
        var children = await db.RunAsync(
            "allocation-prepare",
            new
            {
                run = context.Run.Id,
                county = asked.County,
                year = asked.Year,
                level = asked.Level,
                published = asked.Published,
            },
            cancellation
        );
        await db.AnalyseAsync(cancellation, "allocation_child");
        db.Add(
            new AllocationRun
            {
                RunId = context.Run.Id,
                CountyCode = asked.County,
                Year = asked.Year,
                Level = asked.Level,
                PlanId = plan,
                Published = asked.Published,
                Rules = AllocationRules.Version,
                Children = children,
                InputHash = await HashAsync(db, context.Run.Id, plan, cancellation),
            }
        );
        context.Figure("children", children);
    }

    private static async Task MatchAsync(RunContext context, CancellationToken cancellation)
    {
        var (db, asked) = (context.Db, Asked(context));
        var frozen = await FrozenAsync(context, cancellation);
        await db.RunAsync(
            "allocation-match",
            new
            {
                run = context.Run.Id,
                county = asked.County,
                level = asked.Level,
                plan = frozen.PlanId ?? 0,
                day = EntryDay(asked.Year),
            },
            cancellation
        );
        await db.AnalyseAsync(cancellation, "allocation_offer");
    }

    private static async Task DecideAsync(RunContext context, CancellationToken cancellation)
    {
        var (db, asked) = (context.Db, Asked(context));
        var plan = (await FrozenAsync(context, cancellation)).PlanId ?? 0;
        await using (
            var decide = await db.CommandAsync(
                AllocationRules.Fill(Sql.Text("allocation-decide", db.Dialect)),
                new { run = context.Run.Id, county = asked.County, plan },
                cancellation
            )
        )
        {
            await decide.ExecuteNonQueryAsync(cancellation);
        }

        await db.AnalyseAsync(cancellation, "allocation_address");
        await db.RunAsync(
            "allocation-compare",
            new
            {
                run = context.Run.Id,
                county = asked.County,
                year = asked.Year,
                level = asked.Level,
                plan,
            },
            cancellation
        );
        await db.AnalyseAsync(cancellation, "allocation_change");
    }

    private static async Task ApplyAsync(RunContext context, CancellationToken cancellation)
    {
        var (db, asked) = (context.Db, Asked(context));
        var run = context.Run.Id;
        var decided = await db.Set<AllocationChange>().CountAsync(c => c.RunId == run, cancellation);
        var act = new EntryAct(context.Now, context.Run.RequestedBy, asked.County, run, null);
        await EntryWriter.AllocateAsync(db, asked.County, asked.Year, asked.Level, act, cancellation);
        var applied = await db.Set<AllocationChange>().CountAsync(c => c.RunId == run, cancellation);
        if (applied > 0)
        {
            // The next run's comparison looks each child's choices up; while PostgreSQL believes that there are none, it reads the country's for each child.
            await db.AnalyseAsync(cancellation, "entry_choice");
        }

        var frozen = await FrozenAsync(context, cancellation);
        (frozen.Changed, frozen.Skipped) = (applied, decided - applied);
        context.Figure("changed", applied);
        context.Figure("skipped", decided - applied);
    }

    private static async Task CountAsync(RunContext context, CancellationToken cancellation)
    {
        var (db, asked) = (context.Db, Asked(context));
        var run = context.Run.Id;
        var figures = await AllocationFigures.NowAsync(db, asked.County, asked.Year, asked.Level, cancellation);
        db.AddRange(figures.Lines.Select(l => new AllocationFigure { RunId = run, Kind = l.Kind, Code = l.Code, Count = l.Count }));
        await db.RunAsync("allocation-clear", new { run }, cancellation);
        context.Figure("residents", figures.Residents);
        context.Figure("allocated", figures.Allocated);
        context.Figure("choice", figures.Choice);
        context.Figure("needs_person", figures.NeedsPerson);
        context.Figure("pending", figures.Pending);
        (await FrozenAsync(context, cancellation)).FinishedAt = context.Now;
    }

    /// <summary>The plan in force for a county, year and level; null while none is.</summary>
    internal static Task<long?> PlanInForceAsync(
        StudentNetDb db,
        string county,
        SchoolYear year,
        SchoolLevel level,
        CancellationToken cancellation = default
    ) =>
        db.Set<DistrictPlan>()
            .Where(p => p.CountyCode == county && p.Year == year && p.Level == level && p.Status == DistrictPlanStatus.InForce)
            .OrderByDescending(p => p.Id)
            .Select(p => (long?)p.Id)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>The day on which rules and schools must be in force: children enter on 1 September (domain §4).</summary>
    internal static DateOnly EntryDay(SchoolYear year) => new(year.Gregorian, 9, 1);

    private static (string County, SchoolYear Year, SchoolLevel Level, PublishedChildren Published) Asked(RunContext context)
    {
        var request = context.Parameters<AllocationRequest>();
        return (request.County, new SchoolYear(request.Year), (SchoolLevel)request.Level, request.Published);
    }

    private static Task<AllocationRun> FrozenAsync(RunContext context, CancellationToken cancellation) =>
        context.Db.Set<AllocationRun>().SingleAsync(r => r.RunId == context.Run.Id, cancellation);

    private static async Task<string> HashAsync(StudentNetDb db, long run, long? plan, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(string.Create(CultureInfo.InvariantCulture, $"{plan}|{AllocationRules.Version}\n"));
        await foreach (
            var line in db.QueryAsync(
                "allocation-inputs",
                new { run },
                r => string.Create(CultureInfo.InvariantCulture, $"{r.GetInt64(0)}|{r.GetInt32(1)}|{r.GetString(2)}|{r.GetString(3)}|{r.GetInt32(4)}\n"),
                cancellation
            )
        )
        {
            Append(line);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
