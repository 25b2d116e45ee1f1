using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Data;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Jobs;

/// <summary>The clock of the job calendar: it runs on the machine's time, which stands still here until the test moves it.</summary>
public sealed class CalendarClockTests
{
    private static readonly DateTimeOffset August = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _machine = new(August);

    [Fact]
    public async Task What_fell_due_while_no_clock_ran_is_made_up_for_and_then_each_is_done_when_it_is_due()
    {
        await using var app = await JobsApp.CreateAsync(Daily);
        await app.Calendar.CatchUpAsync();
        app.Clock.SetUtcNow(August.AddDays(2).AddHours(13));

        await using var server = new Server(app.AnotherClock());
        await UntilMarksAsync(app, ["mark 01 12", "mark 02 00", "mark 02 12", "mark 03 00", "mark 03 12"]);

        app.Clock.SetUtcNow(August.AddDays(3));
        await UntilMarksAsync(app, ["mark 01 12", "mark 02 00", "mark 02 12", "mark 03 00", "mark 03 12", "mark 04 00"]);
    }

    [Fact]
    public async Task Two_servers_do_nothing_twice_and_one_goes_on_when_the_other_stops()
    {
        await using var app = await JobsApp.CreateAsync(Daily);
        await app.Calendar.CatchUpAsync();
        await using var second = new Server(app.AnotherClock());
        await using (new Server(app.AnotherClock()))
        {
            for (var day = 1; day <= 5; day++)
            {
                app.Clock.SetUtcNow(August.AddDays(day).AddHours(1));
                await UntilAsync(async () => (await app.MarksAsync()).Count == 2 * day);
            }
        }

        app.Clock.SetUtcNow(August.AddDays(6).AddHours(1));
        await UntilAsync(async () => (await app.MarksAsync()).Count == 12);
        await using var db = app.OpenDb();
        (await db.Set<AuditEntry>().CountAsync(e => e.What == "排程：測試排程")).ShouldBe(12);
    }

    [Fact]
    public async Task A_server_that_died_with_the_calendar_in_its_hands_keeps_it_from_the_others_for_its_lease_only()
    {
        await using var app = await JobsApp.CreateAsync(Daily);
        await app.Calendar.CatchUpAsync();
        var dead = app.AnotherLeases();
        (await dead.TakeAsync("calendar")).ShouldBeTrue();
        app.Clock.SetUtcNow(August.AddDays(1).AddHours(1));

        // The embedded database has one server: a dead one's lease is not asked for.
        (await app.AnotherLeases().TakeAsync("calendar")).ShouldBe(TestDatabases.Dialect == Dialect.Sqlite);
        await using var living = new Server(app.AnotherClock());
        await UntilMarksAsync(app, ["mark 01 12", "mark 02 00"]);
    }

    [Fact]
    public async Task A_moved_training_clock_is_followed_at_once()
    {
        var training = new TrainingClock(new FakeTimeProvider(August));
        await using var app = await JobsApp.CreateAsync(services =>
        {
            Daily(services);
            services.AddSingleton(training).AddSingleton<TimeProvider>(training);
        });
        await using (var db = app.OpenDb())
        {
            db.Add(new Installation { Mode = InstallationMode.Training, StartedAt = August.UtcDateTime });
            await db.SaveAsync(app.Act("開始訓練"));
            await training.ReadAsync(db, CancellationToken.None);
        }

        await using var server = new Server(app.AnotherClock());
        await UntilAsync(async () => await BegunAsync(app), machine: TimeSpan.Zero);
        await using (var db = app.OpenDb())
        {
            await training.SetAsync(db, August.AddDays(1).AddHours(1).UtcDateTime, app.Act("移動時間"));
        }

        await UntilMarksAsync(app, ["mark 01 12", "mark 02 00"], machine: TimeSpan.Zero);
    }

    private void Daily(IServiceCollection services) =>
        services.AddSingleton(new RunOptions { MachineClock = _machine }).AddScheduledWork<EveryNoon>().AddScheduledWork<EveryMidnight>();

    private static async Task<bool> BegunAsync(JobsApp app)
    {
        await using var db = app.OpenDb();
        return await db.Set<ScheduleMark>().CountAsync(m => m.Name.StartsWith("test")) == 2;
    }

    private Task UntilMarksAsync(JobsApp app, string[] marks, TimeSpan? machine = null) =>
        UntilAsync(async () => (await app.MarksAsync()).SequenceEqual(marks), machine);

    /// <summary>Looks again and again, while the machine's clock runs on by a minute (or as said) at each look.</summary>
    private async Task UntilAsync(Func<Task<bool>> holds, TimeSpan? machine = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            _machine.Advance(machine ?? CalendarClock.Longest);
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>A server's clock, kept until disposed.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly Task _kept;

        public Server(CalendarClock clock) => _kept = Task.Run(() => clock.KeepAsync(_stopping.Token));

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _kept;
            _stopping.Dispose();
        }
    }
}
