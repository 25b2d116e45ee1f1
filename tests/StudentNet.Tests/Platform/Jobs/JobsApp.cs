using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Jobs;

/// <summary>The application on a database of its own, with kinds of runs made for the test; no worker runs unless the test does.</summary>
internal sealed class JobsApp : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    private JobsApp(TestDatabase database, WebApplication app, FakeTimeProvider clock)
    {
        _database = database;
        _app = app;
        Clock = clock;
    }

    public FakeTimeProvider Clock { get; }

    public DataOptions Data => _database.Options;

    public RunWorker Worker => _app.Services.GetRequiredService<RunWorker>();

    public WorkerService Service => _app.Services.GetRequiredService<WorkerService>();

    public JobCalendar Calendar => _app.Services.GetRequiredService<JobCalendar>();

    public static async Task<JobsApp> CreateAsync(Action<IServiceCollection> configure, TestDatabase? alone = null, ILoggerProvider? lines = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        var database = alone ?? await TestDatabase.CreateAsync();
        var app = Application.Build(
            TestDatabases.Arguments(database.Options),
            builder =>
            {
                builder.Logging.ClearProviders();
                if (lines is not null)
                {
                    builder.Logging.AddProvider(lines);
                }

                builder.Services.AddSingleton<TimeProvider>(clock);
                configure(builder.Services);
            }
        );
        return new JobsApp(database, app, clock);
    }

    /// <summary>A clock of the calendar, as each server has one: with leases of its own.</summary>
    public CalendarClock AnotherClock() => ActivatorUtilities.CreateInstance<CalendarClock>(_app.Services, AnotherLeases());

    /// <summary>The leases of another server.</summary>
    public Leases AnotherLeases() => ActivatorUtilities.CreateInstance<Leases>(_app.Services);

    /// <summary>A second worker on the same database, as another server has it.</summary>
    public RunWorker AnotherWorker() => ActivatorUtilities.CreateInstance<RunWorker>(_app.Services);

    public StudentNetDb OpenDb() => _database.OpenDb();

    public async Task<Run> RequestAsync(string kind, object parameters, string exclusive = "one")
    {
        await using var db = OpenDb();
        return await _app.Services.GetRequiredService<IRuns>().RequestAsync(db, kind, parameters, exclusive, Act("要求作業"));
    }

    public async Task<bool> RetryAsync(Run run)
    {
        await using var db = OpenDb();
        return await _app.Services.GetRequiredService<IRuns>().RetryAsync(db, run.Id, Act("再執行一次"));
    }

    public async Task<Run> FindAsync(Run run)
    {
        await using var db = OpenDb();
        return await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.Id);
    }

    /// <summary>What the phases of the test left behind: they write marks of their own into the calendar's table.</summary>
    public async Task<IReadOnlyList<string>> MarksAsync()
    {
        await using var db = OpenDb();
        return await db.Set<ScheduleMark>().Select(m => m.Name).Where(n => n.StartsWith("mark")).OrderBy(n => n).ToListAsync();
    }

    /// <summary>The same marks in the order in which they were left: the audit entries of the calendar follow them.</summary>
    public async Task<IReadOnlyList<string>> OrderAsync()
    {
        await using var db = OpenDb();
        return await db.Set<ScheduleMark>().Where(m => m.Name.StartsWith("mark")).OrderBy(m => m.DoneUntil).Select(m => m.Name).ToListAsync();
    }

    public Act Act(string what) => StudentNet.Platform.Data.Act.System(what, "A4", Clock.GetUtcNow().UtcDateTime);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>A kind made of lambdas.</summary>
internal sealed class TestKind(string kind, params RunPhase[] phases) : IRunKind
{
    public string Kind => kind;

    public string Title => "測試作業";

    public IReadOnlyList<RunPhase> Phases => phases;

    /// <summary>A phase that leaves a mark.</summary>
    public static RunPhase Marking(string mark) => new($"寫入 {mark}", (context, cancellation) => MarkAsync(context, mark, cancellation));

    public static async Task MarkAsync(RunContext context, string mark, CancellationToken cancellation)
    {
        await using var command = await context.Db.CommandAsync(
            "insert into schedule_mark (name, done_until) values (@mark, @at)",
            new { mark = $"mark {mark}", at = context.Now },
            cancellation
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
