using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Data;
using StudentNet.Platform.Installations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Operations;

public sealed class ClockPageTests
{
    [Fact]
    public async Task Outside_training_there_is_no_clock_to_move()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        (await clerk.GetAsync("/A5")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task In_training_anybody_jumps_to_a_station_of_the_year_and_the_ribbon_shows_the_time()
    {
        var clock = new TrainingClock(new FakeTimeProvider(TestApp.Start));
        var moved = 0;
        await using var app = await TestApp.CreateAsync(
            configure: builder => builder.Services.AddSingleton(clock).AddSingleton<TimeProvider>(clock)
        );
        await app.Db(async db =>
        {
            db.Add(new Installation { Mode = InstallationMode.Training, StartedAt = TestApp.Start.UtcDateTime });
            await db.SaveAsync(Act.System("開始訓練", "system.test", TestApp.Start.UtcDateTime));
            await clock.ReadAsync(db, CancellationToken.None);
        });
        clock.Moved += (_, _) => moved++;
        using var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/A5");
        page.TextOf(".training").ShouldContain("練習環境");

        var jumped = await page.SubmitAsync(form => form["Station"] = "2026-07-25T01:00:00.0000000Z", "跳到這一天");
        jumped.Redirect.ShouldNotBeNull();
        TaipeiTime.FromUtc(clock.GetUtcNow().UtcDateTime).ShouldBe(new DateTime(2026, 7, 25, 9, 0, 0));
        jumped.TextOf(".training").ShouldContain("07/25");
        moved.ShouldBe(1, "the job calendar is told");

        var nowhere = await jumped.SubmitAsync(form => form["Station"] = "", "跳到這一天");
        nowhere.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var wrong = await jumped.SubmitAsync(
            form =>
            {
                form["Day"] = "99/01/01";
                form["Time"] = "25:00";
            },
            "移到這個時間"
        );
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var set = await jumped.SubmitAsync(
            form =>
            {
                form["Day"] = "115/09/14";
                form["Time"] = "23:58";
            },
            "移到這個時間"
        );
        set.Redirect.ShouldNotBeNull();
        clock.GetUtcNow().UtcDateTime.ShouldBe(new DateTime(2026, 9, 14, 15, 58, 0));
    }
}
