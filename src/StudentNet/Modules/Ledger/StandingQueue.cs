using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Ledger;

/// <summary>Decides the children whose facts have changed, seconds after, and counts the day once it has begun (decision 130).</summary>
internal sealed class StandingQueue : IQueuedWork
{
    public string Name => "ledger";

    public async Task DoAsync(StudentNetDb db, DateTime now, CancellationToken cancellation)
    {
        await StandingLedger.FollowAsync(db, now, cancellation);
        await StandingLedger.CountTodayAsync(db, now, cancellation);
    }
}
