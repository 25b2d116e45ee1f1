using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Installations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Installations;

public sealed class FirstStartTests
{
    private static readonly DateTime July = new(2026, 7, 22, 2, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task The_first_start_prints_an_account_and_the_second_nothing()
    {
        await using var app = await TestApp.CreateAsync(configure: With("--training", "empty"));
        (await StartAsync(app)).ShouldContain("officer@example.gov.tw");
        (await StartAsync(app)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_training_clock_is_set_for_good_and_runs_on()
    {
        await using var app = await TestApp.CreateAsync(configure: With("--training", "empty"));
        await StartAsync(app);
        var clock = app.Services.GetRequiredService<TrainingClock>();
        await app.Db(db => clock.SetAsync(db, July, Act.System("設定時鐘", "A5", July)));
        (clock.GetUtcNow().UtcDateTime - July).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(1));

        // Another server of the installation reads it.
        var other = new TrainingClock(TimeProvider.System);
        await app.Db(db => other.ReadAsync(db, CancellationToken.None));
        other.Offset.ShouldBe(clock.Offset);
        other.IsTraining.ShouldBeTrue();
    }

    [Fact]
    public async Task A_production_installation_stays_one_and_its_clock_cannot_be_set()
    {
        await using var app = await TestApp.CreateAsync(configure: With("--production"));
        await StartAsync(app);
        var clock = app.Services.GetRequiredService<TrainingClock>();
        clock.IsTraining.ShouldBeFalse();
        await Should.ThrowAsync<InvalidOperationException>(() =>
            app.Db(db => clock.SetAsync(db, July, Act.System("設定時鐘", "A5", July)))
        );
        clock.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task What_a_broken_first_start_left_is_not_served()
    {
        await using var app = await TestApp.CreateAsync(configure: With("--training", "empty"));
        await app.Db(async db =>
        {
            db.Add(new Installation { Mode = InstallationMode.Training, StartedAt = July });
            await db.SaveAsync(Act.System("建立系統", "system.test", July));
        });
        (await StartAsync(app, ready: false)).ShouldContain("沒有完成");
    }

    private static Action<WebApplicationBuilder> With(params string[] options) =>
        builder => builder.Services.AddSingleton(new CommandLine(options));

    private static async Task<string> StartAsync(TestApp app, bool ready = true)
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var screen = new StringWriter();
        (await scope.ServiceProvider.GetRequiredService<FirstStart>().RunAsync(scope.ServiceProvider, screen)).ShouldBe(ready);
        return screen.ToString();
    }
}
