using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Ledger;

/// <summary>
/// The nightly check of the ledger (design §7): every child is decided again from all facts. What the ledger has otherwise is put right and reported; it must
/// be nobody.
/// </summary>
internal sealed class LedgerRun : IRunKind
{
    public const string Name = "ledger";

    /// <summary>One at a time, and no second that waits.</summary>
    public const string Exclusive = "ledger";

    public string Kind => Name;

    public string Title => "學籍帳冊夜間核對";

    public IReadOnlyList<RunPhase> Phases { get; } =
        [new("處理等待中的異動", (context, cancellation) => StandingLedger.FollowWithinAsync(context.Db, context.Now, cancellation)), new("逐人重判並點算", CheckAsync)];

    private static async Task CheckAsync(RunContext context, CancellationToken cancellation)
    {
        var day = TaipeiTime.Today(context.Now);
        var (children, differences) = await StandingLedger.DecideAllAsync(context.Db, context.Now, day, done => context.Report(done), cancellation);
        context.Figure("children", children);
        context.Figure("standings_differing", differences);
        if (differences > 0)
        {
            context.Finding(
                FindingSeverity.Error,
                "ledger.differs",
                $"{differences:N0} 名學生的狀態與逐人重判的結果不同，已依重判結果更正。",
                "異動沒有引起重判，是程式的錯誤；請保留這個作業編號並通知維運。"
            );
        }
    }
}

/// <summary>Asks for the check every night at three, behind the national comparison of two o'clock.</summary>
internal sealed class LedgerSchedule(IRuns runs) : IScheduledWork
{
    private static readonly TimeOnly At = new(3, 0);

    public string Name => "ledger";

    public string Title => "學籍帳冊夜間核對";

    public Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation)
    {
        var day = TaipeiTime.Today(after);
        var today = TaipeiTime.ToUtc(day.ToDateTime(At));
        return Task.FromResult<DateTime?>(today > after ? today : TaipeiTime.ToUtc(day.AddDays(1).ToDateTime(At)));
    }

    public async Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        // Nights that passed while nothing ran, or that a training clock jumped over, are not made up for: the check is about today.
        if (due.Now - due.At < TimeSpan.FromDays(1))
        {
            await runs.RequestAsync(db, LedgerRun.Name, new { }, LedgerRun.Exclusive, Act.System("排程學籍帳冊夜間核對", "system.ledger", due.Now), cancellation);
        }
    }
}
