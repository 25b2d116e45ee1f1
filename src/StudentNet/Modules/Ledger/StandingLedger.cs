using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Ledger;

/// <summary>
/// The one writer of the ledger (design §7, decision 130). It decides children whose facts have changed, some at a time, seconds later; and in the night all of
/// them, which must change nothing.
/// </summary>
public static class StandingLedger
{
    /// <summary>Before this nobody was counted.</summary>
    internal static readonly DateOnly Never = new(1900, 1, 1);

    /// <summary>Children decided in one transaction while others wait to write.</summary>
    private const int AtOnce = 2_000;

    /// <summary>Children of one round of a whole run: enough for a few large joins, few enough for the memory.</summary>
    private const int Round = 100_000;

    private static readonly string[] Working = ["person_set", "standing_home", "standing_fact"];

    /// <summary>Whether any child waits to be decided.</summary>
    public static Task<bool> IsBehindAsync(StudentNetDb db, CancellationToken cancellation = default) => db.Set<StandingDue>().AnyAsync(cancellation);

    /// <summary>Decides everybody who waits. Returns how many children were decided.</summary>
    public static async Task<int> FollowAsync(StudentNetDb db, DateTime now, CancellationToken cancellation = default)
    {
        var all = 0;
        while (await IsBehindAsync(db, cancellation))
        {
            all += await db.WriteAsync(
                Act.System("更新學籍帳冊", "system.ledger", now),
                async () =>
                {
                    await TakeTurnAsync(db, cancellation);
                    return await FollowSomeAsync(db, now, cancellation);
                },
                cancellation
            );
        }

        return all;
    }

    /// <summary>Decides everybody who waits, inside the caller's transaction.</summary>
    public static async Task FollowWithinAsync(StudentNetDb db, DateTime now, CancellationToken cancellation)
    {
        await TakeTurnAsync(db, cancellation);
        while (await IsBehindAsync(db, cancellation))
        {
            await FollowSomeAsync(db, now, cancellation);
        }
    }

    /// <summary>
    /// Decides every child anew from all facts, writes where the ledger says otherwise, and counts the day. Inside the caller's transaction, behind
    /// <see cref="FollowWithinAsync"/>. Returns how many children there were, and how many the ledger had otherwise.
    /// </summary>
    internal static async Task<(long Children, long Differences)> DecideAllAsync(
        StudentNetDb db,
        DateTime now,
        DateOnly day,
        Action<long> report,
        CancellationToken cancellation
    )
    {
        await TakeTurnAsync(db, cancellation);
        await db.RoomForSetsAsync(cancellation);
        await db.RunAsync("roll-filings-all", null, cancellation);
        await db.AnalyseAsync(cancellation, "roll_filing");
        var opening = await OpeningAsync(db, cancellation);
        var (children, differences, after) = (0L, 0L, 0L);
        while (true)
        {
            var from = after;
            var set = await PersonSet.FillAsync(db, () => db.RunAsync("standing-some", new { after = from, most = Round }, cancellation), cancellation);
            if (await set.People.MaxAsync(p => (long?)p, cancellation) is not { } last)
            {
                break;
            }

            await DecideAsync(db, opening, cancellation);
            differences += await db.ScalarAsync<long>("standing-differs", null, cancellation);
            await WriteAsync(db, now, Never, cancellation);
            children += await set.People.CountAsync(cancellation);
            report(children);
            after = last;
        }

        await db.RunAsync("standing-count", new { day }, cancellation);
        return (children, differences);
    }

    /// <summary>Counts today's children, once a day and behind midnight: whom the night leads into another standing is in no queue.</summary>
    public static async Task CountTodayAsync(StudentNetDb db, DateTime now, CancellationToken cancellation = default)
    {
        var today = TaipeiTime.Today(now);
        if (await db.Set<LedgerOpening>().AnyAsync(o => o.CountedOn == null || o.CountedOn < today, cancellation))
        {
            await db.WriteAsync(
                Act.System("點算學籍帳冊", "system.ledger", now),
                async () =>
                {
                    await TakeTurnAsync(db, cancellation);
                    return await db.RunAsync("standing-count", new { day = today }, cancellation);
                },
                cancellation
            );
        }
    }

    private static async Task<int> FollowSomeAsync(StudentNetDb db, DateTime now, CancellationToken cancellation)
    {
        await db.RunAsync("standing-tables", null, cancellation);
        var set = await PersonSet.FillAsync(
            db,
            async () =>
            {
                await db.RunAsync("standing-due-take", new { most = AtOnce }, cancellation);
                await db.RunAsync("roll-filings-new", null, cancellation);
            },
            cancellation
        );
        await DecideAsync(db, await OpeningAsync(db, cancellation), cancellation);
        var counted = await db.Set<LedgerOpening>().Select(o => o.CountedOn).SingleOrDefaultAsync(cancellation);
        await WriteAsync(db, now, counted ?? Never, cancellation);
        return await set.People.CountAsync(cancellation);
    }

    /// <summary>
    /// How the ledger would tell a child's days from <paramref name="from"/> on if one more fact held, or one did not: what a page shows before somebody decides.
    /// Nothing is written.
    /// </summary>
    public static async Task<IReadOnlyList<SupposedPeriod>> SupposeAsync(StudentNetDb db, long person, SupposedFact fact, DateOnly from, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(fact);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await PersonSet.FillAsync(db, () => db.RunAsync("standing-one", new { person }, cancellation), cancellation);
        await FindFactsAsync(db, await OpeningAsync(db, cancellation), cancellation);
        var parameters = new { person, rule = fact.Rule, from_day = fact.From, until_day = fact.Until, detail = fact.Detail };
        await db.RunAsync(fact.Holds ? "standing-suppose" : "standing-suppose-not", parameters, cancellation);
        await db.RunAsync("standing-decide", new { ministry = Organisation.MinistryCode }, cancellation);
        var periods = await db.QueryAsync(
                "standing-supposed",
                new { begin = from },
                r => new SupposedPeriod(r.GetFieldValue<DateOnly>(0), r.GetFieldValue<DateOnly>(1), r.GetInt32(2), r.GetString(3)),
                cancellation
            )
            .ToListAsync(cancellation);
        await transaction.RollbackAsync(cancellation);
        return periods;
    }

    /// <summary>Fills <c>standing_decided</c> for the children of the set.</summary>
    internal static async Task DecideAsync(StudentNetDb db, DateOnly opening, CancellationToken cancellation)
    {
        await FindFactsAsync(db, opening, cancellation);
        await db.AnalyseAsync(cancellation, Working);
        await db.RunAsync("standing-decide", new { ministry = Organisation.MinistryCode }, cancellation);
        await db.AnalyseAsync(cancellation, "standing_decided");
    }

    /// <summary>Fills <c>standing_home</c> and <c>standing_fact</c> for the children of the set.</summary>
    private static async Task FindFactsAsync(StudentNetDb db, DateOnly opening, CancellationToken cancellation)
    {
        await db.RunAsync("standing-tables", null, cancellation);
        var facts = StandingRules.Facts;
        await db.RunAsync(
            "standing-facts",
            new
            {
                opening,
                enrolled = facts.Enrolled,
                non_school = facts.NonSchool,
                abroad = facts.Abroad,
                dropped_out = facts.DroppedOut,
                any_figure = facts.AnyFigure,
                finishing = facts.Finishing,
                deferring = facts.Deferring,
                non_schooling = facts.NonSchooling,
                excusing = facts.Excusing,
                accounting_placements = facts.AccountingPlacements,
            },
            cancellation
        );
    }

    /// <summary>The first day of the ledger; while no report of the registry has come in, no day.</summary>
    internal static async Task<DateOnly> OpeningAsync(StudentNetDb db, CancellationToken cancellation)
    {
        if (await ReadAsync() is { } known)
        {
            return known;
        }

        await db.RunAsync("standing-opening", null, cancellation);
        return await ReadAsync() ?? Never;

        Task<DateOnly?> ReadAsync() => db.Set<LedgerOpening>().Select(o => (DateOnly?)o.FirstDay).SingleOrDefaultAsync(cancellation);
    }

    private static Task<int> WriteAsync(StudentNetDb db, DateTime now, DateOnly counted, CancellationToken cancellation) =>
        db.RunAsync("standing-write", new { now, counted }, cancellation);

    private static Task<int> TakeTurnAsync(StudentNetDb db, CancellationToken cancellation) => db.RunAsync("standing-turn", null, cancellation);
}

/// <summary>A fact that is only supposed.</summary>
/// <param name="Rule">The rule that it fits.</param>
/// <param name="Until">The day after its last.</param>
/// <param name="Detail">Number of the document.</param>
/// <param name="Holds">False: the ledger is asked what it would say without it.</param>
public sealed record SupposedFact(int Rule, DateOnly From, DateOnly Until, string Detail, bool Holds);

/// <summary>A period as it would be.</summary>
/// <param name="Until">The day after the last.</param>
public sealed record SupposedPeriod(DateOnly From, DateOnly Until, int Rule, string OrganisationCode);
