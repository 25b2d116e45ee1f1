using System.Globalization;
using StudentNet.Modules.Ledger;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>Looks for possible matches and asks the counties about them. Run twice, it asks nothing twice.</summary>
internal sealed class SamePersonRun : IRunKind
{
    public const string Name = "same-person";

    /// <summary>Rules by which a child is looked for or explained by nothing, as <c>,100,110,</c>; who is on the way in for the first time is not missing.</summary>
    private static string Missing { get; } =
        $",{string.Join(',', StandingRules.All.Where(r => r.Group is (StandingGroup.Tracking or StandingGroup.Unexplained) && r.Standing != "awaiting").Select(r => r.Number.ToString(CultureInfo.InvariantCulture)))},";

    public string Kind => Name;

    public string Title => "可能為同一人";

    public IReadOnlyList<RunPhase> Phases { get; } = [new("找出姓名、出生日期相同的紀錄", (context, cancellation) => AskAsync(context.Db, context.Now, cancellation))];

    /// <summary>Asks about whoever is to be asked about now, inside the caller's write.</summary>
    public static Task<int> AskAsync(StudentNetDb db, DateTime now, CancellationToken cancellation = default) =>
        db.RunAsync("same-person-ask", new { now, day = TaipeiTime.Today(now), missing = Missing }, cancellation);
}

/// <summary>Asks for it every night at five, behind the ledger's check and Friday's new cases.</summary>
internal sealed class SamePersonSchedule(IRuns runs) : IScheduledWork
{
    private static readonly TimeOnly At = new(5, 0);

    public string Name => SamePersonRun.Name;

    public string Title => "可能為同一人";

    public Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation)
    {
        var day = TaipeiTime.Today(after);
        var today = TaipeiTime.ToUtc(day.ToDateTime(At));
        return Task.FromResult<DateTime?>(today > after ? today : TaipeiTime.ToUtc(day.AddDays(1).ToDateTime(At)));
    }

    public async Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        // Nights that were missed are not made up for: the run is about today.
        if (due.Now - due.At < TimeSpan.FromDays(1))
        {
            await runs.RequestAsync(db, SamePersonRun.Name, new { }, SamePersonRun.Name, Act.System("排程可能為同一人", "N7.21", due.Now), cancellation);
        }
    }
}
