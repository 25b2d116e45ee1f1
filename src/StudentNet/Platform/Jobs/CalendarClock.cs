using Quartz;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// Quartz as the clock: fires at the next due instant of the job calendar, and every minute to notice windows that have been changed. Its store
/// lies in the same database; on PostgreSQL the servers share it, so one of them fires.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class CalendarClock(JobCalendar calendar) : IJob
{
    private static readonly JobKey Job = new("calendar");
    private static readonly TriggerKey NextDue = new("next-due");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (await calendar.CatchUpAsync(cancellationToken) is { } next)
        {
            await context.Scheduler.ScheduleTrigger(
                TriggerBuilder.Create(context.Scheduler.TimeProvider).ForJob(Job).WithIdentity(NextDue).StartAt(next).Build(),
                TriggerConflict.Replace,
                cancellationToken
            );
        }
    }

    /// <summary>Has the calendar looked at now, and from now on.</summary>
    public static async Task SetAsync(IScheduler scheduler, CancellationToken cancellation)
    {
        await scheduler.AddJob(JobBuilder.Create<CalendarClock>().WithIdentity(Job).StoreDurably().Build(), new AddJobOptions { Replace = true }, cancellation);
        await scheduler.ScheduleTrigger(
            TriggerBuilder.Create(scheduler.TimeProvider).ForJob(Job).WithIdentity("every-minute").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()).Build(),
            TriggerConflict.Replace,
            cancellation
        );
    }
}
