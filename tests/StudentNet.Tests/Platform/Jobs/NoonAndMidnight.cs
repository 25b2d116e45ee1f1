using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Tests.Platform.Jobs;

/// <summary>Scheduled work for every noon (UTC); each leaves a mark.</summary>
internal sealed class EveryNoon : DailyMark
{
    protected override int Hour => 12;
}

/// <summary>Scheduled work for every midnight (UTC); each leaves a mark.</summary>
internal sealed class EveryMidnight : DailyMark
{
    protected override int Hour => 0;
}

/// <summary>Work that leaves <c>mark 03 12</c> for noon of the third. Doing it twice breaks the key of the table.</summary>
internal abstract class DailyMark : IScheduledWork
{
    protected abstract int Hour { get; }

    public string Name => $"test {Hour}";

    public string Title => "測試排程";

    public Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation)
    {
        var today = after.Date.AddHours(Hour);
        return Task.FromResult<DateTime?>(DateTime.SpecifyKind(today > after ? today : today.AddDays(1), DateTimeKind.Utc));
    }

    public async Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync(
            "insert into schedule_mark (name, done_until) values (@mark, @at)",
            new { mark = $"mark {due.At:dd HH}", at = due.At },
            cancellation
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
