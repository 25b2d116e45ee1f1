using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Ledger;

/// <summary>Something that is wrong with the ledger.</summary>
/// <param name="Kind"><c>missing</c>, <c>gap</c>, <c>overlap</c>, <c>beyond</c>, <c>otherwise</c>.</param>
/// <param name="First">Number of the first child's record, for whoever looks it up.</param>
public sealed record LedgerFault(string Kind, long Children, long First)
{
    public string Words =>
        Kind switch
        {
            "missing" => "整段期間沒有任何狀態",
            "gap" => "有日子沒有狀態",
            "overlap" => "同一天有兩個狀態",
            "beyond" => "不在學齡或不在籍的日子有狀態",
            _ => "狀態或負責單位與重判不同",
        };
}

/// <summary>A day on which the ledger has another number of children than the registry.</summary>
public sealed record LedgerDay(DateOnly Day, long Standing, long Registered);

/// <summary>What a proof of the ledger found.</summary>
/// <param name="Waiting">Children whose change has not been decided yet: they are not held against the ledger.</param>
public sealed record LedgerProof(long Children, int Days, long Waiting, IReadOnlyList<LedgerFault> Faults, IReadOnlyList<LedgerDay> Totals, IReadOnlyList<DateOnly> Counts)
{
    public bool IsWhole => Faults.Count == 0 && Totals.Count == 0 && Counts.Count == 0;
}

/// <summary>
/// Proves the ledger for a span of days: every resident child of compulsory age has exactly one standing on every day, the one that its facts give, and the totals are the registry's.
/// It decides everybody anew, in a transaction that it takes back, and asks the registry for its totals by a statement of its own.
/// </summary>
public static class LedgerCheck
{
    private const int Round = 100_000;

    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    public static async Task<LedgerProof> RunAsync(StudentNetDb db, DateTime now, DateOnly from, DateOnly to, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await StandingLedger.FollowAsync(db, now, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.RunAsync("standing-turn", null, cancellation);
        await db.RoomForSetsAsync(cancellation);
        await db.RunAsync("roll-filings-all", null, cancellation);
        await db.AnalyseAsync(cancellation, "roll_filing");
        var opening = await StandingLedger.OpeningAsync(db, cancellation);
        var faults = new Dictionary<string, LedgerFault>(StringComparer.Ordinal);
        var (children, after) = (0L, 0L);
        while (true)
        {
            var start = after;
            var set = await PersonSet.FillAsync(db, () => db.RunAsync("standing-some", new { after = start, most = Round }, cancellation), cancellation);
            if (await set.People.MaxAsync(p => (long?)p, cancellation) is not { } last)
            {
                break;
            }

            await StandingLedger.DecideAsync(db, opening, cancellation);
            await foreach (var found in db.QueryAsync("standing-check", new { begin = from, finish = to.AddDays(1) }, r => new LedgerFault(r.GetString(0), r.GetInt64(1), r.GetInt64(2)), cancellation))
            {
                faults[found.Kind] = faults.TryGetValue(found.Kind, out var before) ? before with { Children = before.Children + found.Children } : found;
            }

            children += await set.People.CountAsync(cancellation);
            after = last;
        }

        var (totals, days) = (new List<LedgerDay>(), 0);
        for (var day = from > opening ? from : opening; day <= to; day = day.AddDays(1))
        {
            days++;
            var that = day;
            var standing = await db.Set<Standing>().LongCountAsync(s => s.SupersededAt == null && s.ValidFrom <= that && s.ValidUntil > that, cancellation);
            var registered = await RegisteredAsync(db, day, cancellation);
            if (standing != registered)
            {
                totals.Add(new LedgerDay(day, standing, registered));
            }
        }

        var counts = await CountsAsync(db, cancellation);
        var waiting = await db.Set<StandingDue>().Select(d => d.PersonId).Distinct().CountAsync(cancellation);
        await transaction.RollbackAsync(cancellation);
        return new LedgerProof(children, days, waiting, [.. faults.Values.OrderBy(f => f.Kind, StringComparer.Ordinal)], totals, counts);
    }

    private static Task<long> RegisteredAsync(StudentNetDb db, DateOnly day, CancellationToken cancellation)
    {
        // 9/1 of the year in which a cohort turns six is its first day, 9/2 of the sixteenth the day after its last.
        var youngest = (day >= new DateOnly(day.Year, 9, 1) ? day.Year : day.Year - 1) - 6;
        var youngestFinished = (day >= new DateOnly(day.Year, 9, 2) ? day.Year : day.Year - 1) - 16;
        return db.ScalarAsync<long>(
            "standing-registry-count",
            new
            {
                day,
                youngest,
                youngest_finished = youngestFinished,
                school_year = SchoolYear.Of(day),
                dropped_out = StandingRules.All.Single(r => r.Code == "roll-dropped-out").Facts[0],
            },
            cancellation
        );
    }

    /// <summary>The latest counted day, where its kept counts are not those of the periods.</summary>
    private static async Task<IReadOnlyList<DateOnly>> CountsAsync(StudentNetDb db, CancellationToken cancellation)
    {
        if (await db.Set<LedgerOpening>().Select(o => o.CountedOn).SingleOrDefaultAsync(cancellation) is not { } day)
        {
            return [];
        }

        var kept = await db.Set<StandingCount>()
            .Where(c => c.Day == day && c.People != 0)
            .Select(c => new { c.CountyCode, c.Cohort, c.Rule, c.People })
            .ToListAsync(cancellation);
        var counted = await db.Set<Standing>()
            .Where(s => s.SupersededAt == null && s.ValidFrom <= day && s.ValidUntil > day)
            .GroupBy(s => new { CountyCode = s.CountyCode ?? "", s.Cohort, s.Rule })
            .Select(g => new { g.Key.CountyCode, g.Key.Cohort, g.Key.Rule, People = g.Count() })
            .ToListAsync(cancellation);
        return kept.ToHashSet().SetEquals(counted) ? [] : [day];
    }
}
