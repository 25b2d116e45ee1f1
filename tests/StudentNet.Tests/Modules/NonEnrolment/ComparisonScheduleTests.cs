using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>When the comparison runs by itself, and for which years.</summary>
public sealed class ComparisonScheduleTests
{
    [Fact]
    public void It_runs_on_9_15_and_then_every_Friday_strictly_after_9_16_to_the_end_of_the_school_year()
    {
        var days = ComparisonSchedule.Days(new SchoolYear(115)).ToList();

        days[0].ShouldBe(new DateOnly(2026, 9, 15));
        days[1].ShouldBe(new DateOnly(2026, 9, 18));
        days[2].ShouldBe(new DateOnly(2026, 9, 25));
        days[^1].ShouldBe(new DateOnly(2027, 7, 30));
        days.Skip(1).ShouldAllBe(d => d.DayOfWeek == DayOfWeek.Friday);
    }

    [Fact]
    public async Task A_year_without_entry_work_in_this_installation_is_not_compared_or_everybody_would_look_lost()
    {
        await using var app = await TestApp.CreateAsync();
        var night = new DateTime(2026, 9, 14, 18, 0, 0, DateTimeKind.Utc);
        (await AskedForAsync(app, night)).ShouldBeEmpty();

        await app.Db(async db =>
        {
            db.Add(
                new Entry
                {
                    PersonId = 1,
                    Year = new SchoolYear(115),
                    Level = SchoolLevel.Elementary,
                    State = EntryState.Pending,
                    ChangedAt = night,
                }
            );
            await db.SaveAsync(Act.System("布置", "system.test", night));
        });
        (await AskedForAsync(app, night)).ShouldBe(["comparison/115/1"]);
    }

    private static async Task<IReadOnlyList<string>> AskedForAsync(TestApp app, DateTime at)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var schedule = scope.ServiceProvider.GetServices<IScheduledWork>().OfType<ComparisonSchedule>().Single();
        await db.WriteAsync(
            Act.System("排程", "system.test", at),
            async () =>
            {
                await schedule.DoAsync(db, new DueWork(at, at), TestContext.Current.CancellationToken);
                return 0;
            }
        );
        return await db.Set<Run>().Where(r => r.Kind == ComparisonRun.Name).Select(r => r.Exclusive).ToListAsync();
    }
}
