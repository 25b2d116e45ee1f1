using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>Does the scheduled work that is due. May be called at any time on any server; what is done is never done again.</summary>
public sealed class JobCalendar(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobCalendar> log)
{
    /// <summary>A mark so far in the future is no clock of another server that is a moment ahead: the training clock has been set back.</summary>
    private static readonly TimeSpan SetBack = TimeSpan.FromDays(1);

    /// <summary>Does everything due up to now in the order of the due instants. Returns the next due instant, or null when nothing is in sight.</summary>
    public async Task<DateTime?> CatchUpAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
            var now = clock.GetUtcNow().UtcDateTime;
            var next = await EarliestAsync(db, scope.ServiceProvider.GetServices<IScheduledWork>(), now, cancellation);
            if (next is not { } due || due.At > now)
            {
                return next?.At;
            }

            await DoAsync(db, due.Work, due.Mark, new DueWork(due.At, now), cancellation);
        }
    }

    /// <summary>What comes next, of every scheduled work; for the calendar page.</summary>
    public static async Task<IReadOnlyList<(IScheduledWork Work, DateTime At)>> ComingAsync(
        StudentNetDb db,
        IEnumerable<IScheduledWork> works,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        var coming = new List<(IScheduledWork, DateTime)>();
        foreach (var work in works)
        {
            if (await work.NextAsync(db, now, cancellation) is { } at)
            {
                coming.Add((work, at));
            }
        }

        return [.. coming.OrderBy(c => c.Item2)];
    }

    private static async Task<(IScheduledWork Work, DateTime Mark, DateTime At)?> EarliestAsync(
        StudentNetDb db,
        IEnumerable<IScheduledWork> works,
        DateTime now,
        CancellationToken cancellation
    )
    {
        var marks = await db.Set<ScheduleMark>().AsNoTracking().ToDictionaryAsync(m => m.Name, m => m.DoneUntil, cancellation);
        (IScheduledWork Work, DateTime Mark, DateTime At)? earliest = null;
        foreach (var work in works)
        {
            if (!marks.TryGetValue(work.Name, out var mark))
            {
                // First start: what lay before it was never this installation's to do.
                mark = now;
                await db.WriteAsync(
                    Act.System($"開始排程：{work.Title}", "system.calendar", now),
                    () => Statement(db, "insert into schedule_mark (name, done_until) values (@name, @mark) on conflict do nothing", new { name = work.Name, mark }, cancellation),
                    cancellation
                );
            }

            else if (mark - now > SetBack)
            {
                // Otherwise nothing would be due until the clock has come to where it once was: in a course, for months.
                var ahead = mark;
                mark = now;
                await db.WriteAsync(
                    Act.System($"訓練時鐘調回，重新開始排程：{work.Title}", "system.calendar", now),
                    () => Statement(db, "update schedule_mark set done_until = @mark where name = @name and done_until = @ahead", new { name = work.Name, mark, ahead }, cancellation),
                    cancellation
                );
            }

            if (await work.NextAsync(db, mark, cancellation) is { } at && (earliest is null || at < earliest.Value.At))
            {
                earliest = (work, mark, at);
            }
        }

        return earliest;
    }

    private async Task DoAsync(StudentNetDb db, IScheduledWork work, DateTime mark, DueWork due, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var taken = await Statement(
            db,
            "update schedule_mark set done_until = @at where name = @name and done_until = @mark",
            new { name = work.Name, at = due.At, mark },
            cancellation
        );
        if (taken == 0)
        {
            return; // Another server has just done it.
        }

        await db.WriteAsync(
            Act.System($"排程：{work.Title}", "system.calendar", due.Now),
            async () =>
            {
                await work.DoAsync(db, due, cancellation);
                return 0;
            },
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        log.LogInformation("Scheduled work {Work} of {Due} done", work.Name, due.At);
    }

    private static async Task<int> Statement(StudentNetDb db, string text, object parameters, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync(text, parameters, cancellation);
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
