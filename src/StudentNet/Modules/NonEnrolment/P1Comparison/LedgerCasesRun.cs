using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Ledger;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>
/// Opens a case for every child of compulsory age that has fallen out of what explained it (domain §7): left a school and arrived at none, not on the next roll, an approval
/// that has ended, deferred and in no list of the next year. It asks the ledger, of all ages; the
/// comparison asks who enters. Cases whose child is explained again are proposed for release. Run twice on one day, it opens nothing new.
/// </summary>
public sealed class LedgerCasesRun : IRunKind
{
    /// <summary>Name of the kind.</summary>
    public const string Name = "ledger-cases";

    private const int LastGradeOfElementary = 6;

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    public string Kind => Name;

    public string Title => "各年級失聯學生列管";

    public IReadOnlyList<RunPhase> Phases { get; } = [new("找出未解釋的學生，開立列管個案", OpenAsync), new("已有紀錄的個案，提出待確認解列", ProposeAsync)];

    /// <summary>
    /// Rules that knew of a child, as <c>,10,12,</c>: whoever stood by one of them and now stands by none has fallen out, also out of a roll as a drop-out, and out of a case. Who is on
    /// the way in only is the comparison's.
    /// </summary>
    private static string Explaining { get; } =
        $",{string.Join(',', StandingRules.All.Where(r => r.Number != StandingRules.Unexplained && r.Standing != "awaiting").Select(r => r.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)))},";

    private static async Task OpenAsync(RunContext context, CancellationToken cancellation)
    {
        var (db, day) = (context.Db, TaipeiTime.Today(context.Now));
        var year = SchoolYear.Of(day);
        await StandingLedger.FollowWithinAsync(db, context.Now, cancellation);
        var everybodyOf = await EverybodyOfAsync(context, day, cancellation);
        var lost = await PersonSet.FillAsync(
            db,
            () => db.RunAsync("ledger-cases-find", new { day, unexplained = StandingRules.Unexplained, explaining = Explaining, everybody_of = everybodyOf }, cancellation),
            cancellation
        );
        var title = $"{RocDate.Format(day)} 學籍帳冊未解釋";
        context.Figure("reopened", await ReopenedCases.OpenAsync(db, context.Now, title, null, YoungestJunior(year), cancellation));
        var opening = await lost.People.LongCountAsync(cancellation);
        context.Figure("opened", opening);
        if (opening == 0)
        {
            return;
        }

        await db.RunAsync(
            "ledger-cases-open",
            new
            {
                day,
                year,
                now = context.Now,
                prefix = $"{year}-",
                first = await IdBlock.TakeAsync(db, $"case-{year}", opening, cancellation),
                title,
                youngest_junior = YoungestJunior(year),
            },
            cancellation
        );
    }

    /// <summary>
    /// The counties of which everybody is looked for, as <c>,98010,97010,</c>: after the checkpoint of 9/30 and to the end of the year (domain §7), where two thirds of the schools have filed
    /// the rolls of the term whose checkpoint is past. Where fewer have, the rule stops and the run says so: children would be looked for whose school is only late.
    /// </summary>
    private static async Task<string> EverybodyOfAsync(RunContext context, DateOnly day, CancellationToken cancellation)
    {
        var year = SchoolYear.Of(day);
        if (day < new DateOnly(year.Gregorian, 10, 1))
        {
            return ",";
        }

        var term = day >= new DateOnly(year.Gregorian + 1, 3, 16) ? 2 : 1;
        var counties = await context
            .Db.QueryAsync("ledger-cases-filed", new { day, year, term }, r => (County: r.GetString(0), Schools: Convert.ToInt64(r.GetValue(1), Invariant), Filed: Convert.ToInt64(r.GetValue(2), Invariant)), cancellation)
            .ToListAsync(cancellation);
        foreach (var (county, schools, filed) in counties.Where(c => c.Filed * 3 < c.Schools * 2))
        {
            context.Finding(
                FindingSeverity.Warning,
                "ledger-cases.few-rolls",
                $"縣市 {county} 的 {schools:N0} 校只有 {filed:N0} 校填報第 {term} 學期名單，從未有任何紀錄的學生暫不開案。",
                "填報達三分之二之後，星期五自動開案；曾有紀錄的學生照常開案。"
            );
        }

        return $",{string.Join(',', counties.Where(c => c.Filed * 3 >= c.Schools * 2).Select(c => c.County))},";
    }

    /// <summary>The youngest cohort that is of an age for junior high.</summary>
    private static int YoungestJunior(SchoolYear year) => Cohort.Entering(year, SchoolLevel.Elementary).Year - LastGradeOfElementary;

    private static async Task ProposeAsync(RunContext context, CancellationToken cancellation)
    {
        var day = TaipeiTime.Today(context.Now);
        await context.Db.RunAsync("case-found-table", null, cancellation);
        await context.Db.RunAsync(
            "ledger-cases-propose",
            new
            {
                day,
                now = context.Now,
                title = $"{RocDate.Format(day)} 學籍帳冊",
                // Between the years no comparison proposes; its cases would wait with their children at school.
                comparison_rests = ComparisonSchedule.Days(SchoolYear.Of(day)).First() > day ? 1 : 0,
                oldest_elementary = ComparisonRun.OldestCohort(day, SchoolLevel.Elementary),
                oldest_junior = ComparisonRun.OldestCohort(day, SchoolLevel.JuniorHigh),
            },
            cancellation
        );
    }
}

/// <summary>Asks for it every Friday at four, behind the comparison and the nightly check of the ledger.</summary>
public sealed class LedgerCasesSchedule(IRuns runs) : IScheduledWork
{
    private const int DaysOfWeek = 7;

    private static readonly TimeOnly At = new(4, 0);

    public string Name => "ledger-cases";

    public string Title => "各年級失聯學生列管";

    public Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation)
    {
        var day = TaipeiTime.Today(after);
        var friday = day.AddDays((DayOfWeek.Friday - day.DayOfWeek + DaysOfWeek) % DaysOfWeek);
        var at = TaipeiTime.ToUtc(friday.ToDateTime(At));
        return Task.FromResult<DateTime?>(at > after ? at : TaipeiTime.ToUtc(friday.AddDays(DaysOfWeek).ToDateTime(At)));
    }

    public async Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        // Missed Fridays are made up for once: the run is about today.
        if (due.Now - due.At < TimeSpan.FromDays(DaysOfWeek))
        {
            await runs.RequestAsync(db, LedgerCasesRun.Name, new { }, LedgerCasesRun.Name, Act.System("排程各年級失聯學生列管", "P1.11", due.Now), cancellation);
        }
    }
}
