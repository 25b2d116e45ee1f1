using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange;
using StudentNet.Tests.Platform.Jobs;

namespace StudentNet.Tests.Platform.Outages;

/// <summary>Work behind the pages while database or disk is away: it waits, says so once, and goes on by itself.</summary>
public sealed class OutageRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_run_that_finds_the_disk_full_waits_however_often_and_ends_when_there_is_room()
    {
        var machine = new FakeTimeProvider();
        var isFull = true;
        using var kept = new KeptLines();
        await using var app = await JobsApp.CreateAsync(
            services =>
                services
                    .AddSingleton<IRunKind>(
                        new TestKind(
                            "filling",
                            TestKind.Marking("1"),
                            new RunPhase(
                                "寫滿",
                                async (context, cancellation) =>
                                {
                                    await TestKind.MarkAsync(context, "2", cancellation);
                                    if (isFull)
                                    {
                                        await FillAsync(context.Db, cancellation);
                                    }
                                }
                            )
                        )
                    )
                    .AddSingleton(new RunOptions { MachineClock = machine }),
            lines: kept
        );
        var run = await app.RequestAsync("filling", new { });

        for (var i = 0; i < 2 * Runs.AttemptsAllowed; i++)
        {
            (await app.Worker.RunAllAsync()).ShouldBe(1, $"try {i}: it is taken up again after a pause");
            (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Waiting);
            machine.Advance(TimeSpan.FromMinutes(1));
        }

        (await app.MarksAsync()).ShouldBe(["mark 1"], "the phase before is kept, and nothing of this one");
        var line = kept.All.ShouldHaveSingleItem();
        line.Text.ShouldContain("[database.full] during a run");
        line.HasStack.ShouldBeFalse();

        isFull = false;
        await app.Worker.RunAllAsync();
        (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Done);
        (await app.MarksAsync()).ShouldBe(["mark 1", "mark 2"]);
    }

    [Fact]
    public async Task A_run_that_meets_damage_fails_with_words_and_can_be_asked_for_again()
    {
        var isDamaged = true;
        await using var app = await JobsApp.CreateAsync(services =>
            services.AddSingleton<IRunKind>(
                new TestKind(
                    "reading",
                    new RunPhase("讀", (_, _) => isDamaged ? throw new Microsoft.Data.Sqlite.SqliteException("database disk image is malformed", 11) : Task.CompletedTask)
                )
            )
        );
        var run = await app.RequestAsync("reading", new { });

        await app.Worker.RunAllAsync();
        var failed = await app.FindAsync(run);
        failed.Status.ShouldBe(RunStatus.Failed);
        failed.Failure.ShouldNotBeNull().ShouldContain("資料庫的檔案有損壞");

        isDamaged = false;
        (await app.RetryAsync(run)).ShouldBeTrue();
        await app.Worker.RunAllAsync();
        (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Done);
    }

    [Fact]
    public async Task Worker_and_calendar_outlive_a_database_that_is_away_and_go_on()
    {
        var database = await TestDatabase.AloneAsync();
        var quiet = new FakeTimeProvider();
        using var kept = new KeptLines();
        await using var app = await JobsApp.CreateAsync(
            services =>
                services
                    .AddSingleton(provider => new OutageLog(provider.GetRequiredService<ILogger<OutageLog>>(), quiet))
                    .AddSingleton<IRunKind>(new TestKind("marking", TestKind.Marking("after")))
                    .AddSingleton(new RunOptions { Lease = TimeSpan.FromMilliseconds(900), Look = TimeSpan.FromMilliseconds(20), Pause = TimeSpan.FromMilliseconds(20) }),
            database,
            kept
        );
        using var stopping = new CancellationTokenSource();
        var working = app.Service.WorkAsync(stopping.Token);
        await ImportServer.UntilAsync(async () => database.Own is null || await HeldAsync(app) is not null, Patience);

        var back = await Absence.BeginAsync(database);
        // On PostgreSQL until the lease is lost and is given back in vain; with a minute gone, each line is said.
        var noticed = database.Own is null ? "during the look for runs" : "during a lease";
        await ImportServer.UntilAsync(
            () =>
            {
                quiet.Advance(TimeSpan.FromMinutes(1));
                return Task.FromResult(kept.All.Any(line => line.Text.Contains(noticed, StringComparison.Ordinal)));
            },
            Patience
        );
        await back();

        var since = TimeProvider.System.GetUtcNow().UtcDateTime;
        Run? run = null;
        await ImportServer.UntilAsync(async () => (run ??= await AskAsync(app)) is not null, Patience);
        await ImportServer.UntilAsync(async () => (await app.FindAsync(run!)).Status == RunStatus.Done, Patience);
        await ImportServer.UntilAsync(async () => database.Own is null || await HeldAsync(app) > since + TimeSpan.FromMilliseconds(900), Patience);
        working.IsCompleted.ShouldBeFalse();
        kept.All.ShouldAllBe(line => line.Text.Contains("[database.", StringComparison.Ordinal) && !line.HasStack);
        await stopping.CancelAsync();
        await working;
    }

    private static async Task<Run?> AskAsync(JobsApp app)
    {
        try
        {
            return await app.RequestAsync("marking", new { });
        }
        catch (Exception e) when (Outage.Of(e) is not null)
        {
            return null;
        }
    }

    private static async Task<DateTime?> HeldAsync(JobsApp app)
    {
        await using var db = app.OpenDb();
        return await db.Set<Lease>().Where(l => l.Name == "calendar").Select(l => (DateTime?)l.Until).SingleOrDefaultAsync();
    }

    /// <summary>The database's own words for a full disk: SQLite may use no page more; PostgreSQL is made to say so.</summary>
    private static async Task FillAsync(StudentNetDb db, CancellationToken cancellation)
    {
        if (db.Dialect == Dialect.Postgres)
        {
            await using var full = await db.CommandAsync("do $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$", null, cancellation);
            await full.ExecuteNonQueryAsync(cancellation);
            return;
        }

        await using var limit = await db.CommandAsync("pragma max_page_count = 1", null, cancellation);
        await limit.ExecuteNonQueryAsync(cancellation);
        try
        {
            await using var fill = await db.CommandAsync(
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) insert into schedule_mark (name, done_until) select 'fill ' || i, '2026-01-01' from n",
                null,
                cancellation
            );
            await fill.ExecuteNonQueryAsync(cancellation);
        }
        finally
        {
            limit.CommandText = "pragma max_page_count = 1073741823";
            await limit.ExecuteNonQueryAsync(cancellation);
        }
    }
}
