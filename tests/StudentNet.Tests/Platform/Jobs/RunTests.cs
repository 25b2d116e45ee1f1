using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Tests.Platform.Jobs;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_goes_through_its_phases_and_keeps_figures_findings_and_an_audit_entry_each()
    {
        await using var app = await WithAsync(
            new TestKind(
                "figures",
                new RunPhase("甲", (c, _) => { c.Figure("rows", 3); c.Finding(FindingSeverity.Warning, "T1", "第 1 列有疑問", "請確認"); return Task.CompletedTask; }),
                new RunPhase("乙", (c, _) => { c.Figure("twice", 2 * c.Figure("rows")); return Task.CompletedTask; })
            )
        );
        var run = await app.RequestAsync("figures", new { });

        (await app.Worker.RunAllAsync()).ShouldBe(1);

        var done = await app.FindAsync(run);
        done.Status.ShouldBe(RunStatus.Done);
        done.PhasesDone.ShouldBe(2);
        done.Outcome.ShouldBe("""{"rows":3,"twice":6}""");
        done.EndedAt.ShouldBe(app.Clock.GetUtcNow().UtcDateTime);
        await using var db = app.OpenDb();
        (await db.Set<RunFinding>().SingleAsync()).Message.ShouldBe("第 1 列有疑問");
        (await db.Set<AuditEntry>().Where(e => e.Function == "A4").OrderBy(e => e.Seq).Select(e => e.What).ToListAsync())
            .ShouldBe(["要求作業", "甲", "乙"]);
    }

    [Fact]
    public async Task A_phase_that_stops_leaves_nothing_of_itself_and_a_second_try_goes_on_behind_the_last_finished_phase()
    {
        var stop = true;
        await using var app = await WithAsync(
            new TestKind(
                "stopping",
                TestKind.Marking("1"),
                new RunPhase(
                    "會停的階段",
                    async (c, cancellation) =>
                    {
                        await TestKind.MarkAsync(c, "2", cancellation);
                        if (stop)
                        {
                            c.Stop("學區表尚未公告。");
                        }
                    }
                )
            )
        );
        var run = await app.RequestAsync("stopping", new { });

        await app.Worker.RunAllAsync();
        var failed = await app.FindAsync(run);
        failed.Status.ShouldBe(RunStatus.Failed);
        failed.Failure.ShouldBe("學區表尚未公告。");
        (await app.MarksAsync()).ShouldBe(["mark 1"]);

        stop = false;
        (await app.RetryAsync(failed)).ShouldBeTrue();
        await app.Worker.RunAllAsync();
        (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Done);
        (await app.MarksAsync()).ShouldBe(["mark 1", "mark 2"]);
        (await app.RetryAsync(run)).ShouldBeFalse("a finished run is not tried again");
    }

    [Fact]
    public async Task An_unexpected_error_undoes_the_phase_and_gives_a_number_to_ask_about()
    {
        await using var app = await WithAsync(
            new TestKind("bug", new RunPhase("有錯的階段", async (c, cancellation) => { await TestKind.MarkAsync(c, "1", cancellation); throw new InvalidOperationException("bug"); }))
        );
        var run = await app.RequestAsync("bug", new { });

        await app.Worker.RunAllAsync();

        var failed = await app.FindAsync(run);
        failed.Status.ShouldBe(RunStatus.Failed);
        failed.Failure.ShouldNotBeNull().ShouldContain(run.Id.ToString(CultureInfo.InvariantCulture));
        (await app.MarksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_phase_that_lost_a_race_leaves_nothing_and_is_tried_again()
    {
        var attempts = 0;
        await using var app = await WithAsync(
            new TestKind("race", new RunPhase("同時寫入", async (c, cancellation) =>
            {
                await TestKind.MarkAsync(c, "1", cancellation);
                if (++attempts < 3)
                {
                    // The number that a clerk's page took a moment before: the database says so when the phase writes.
                    c.Db.AddRange(new ScheduleMark { Name = "mark 1", DoneUntil = c.Now });
                }
            }))
        );
        var run = await app.RequestAsync("race", new { });

        await app.Worker.RunOneAsync();
        (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Waiting);
        (await app.MarksAsync()).ShouldBeEmpty();

        await app.Worker.RunAllAsync();
        (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Done);
        (await app.MarksAsync()).ShouldBe(["mark 1"]);
        attempts.ShouldBe(3);
    }

    [Fact]
    public async Task A_phase_that_trips_over_itself_fails_in_the_end()
    {
        await using var app = await WithAsync(
            new TestKind("twice", new RunPhase("重複", async (c, cancellation) =>
            {
                await TestKind.MarkAsync(c, "1", cancellation);
                await TestKind.MarkAsync(c, "1", cancellation);
            }))
        );
        var run = await app.RequestAsync("twice", new { });

        await app.Worker.RunAllAsync();

        (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task The_same_work_asked_for_twice_is_one_run_until_it_has_ended()
    {
        await using var app = await WithAsync(new TestKind("once"));
        var first = await app.RequestAsync("once", new { }, "county 1");
        (await app.RequestAsync("once", new { }, "county 1")).Id.ShouldBe(first.Id);
        (await app.RequestAsync("once", new { }, "county 2")).Id.ShouldNotBe(first.Id);
        (await app.RequestAsync("once", new { day = 2 }, "county 1")).Id.ShouldNotBe(first.Id, "something else to do, behind the first");

        (await app.Worker.RunAllAsync()).ShouldBe(3);

        (await app.RequestAsync("once", new { }, "county 1")).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task Runs_of_one_key_wait_for_one_another_and_others_do_not()
    {
        JobsApp? app = null;
        var ranInside = new List<bool>();
        var outer = new TestKind("outer", new RunPhase("外", async (_, cancellation) => ranInside.Add(await app!.AnotherWorker().RunOneAsync(cancellation))));
        await using var made = app = await WithAsync(outer, new TestKind("inner"));
        await app.RequestAsync("outer", new { }, "same");
        await app.RequestAsync("inner", new { }, "same");

        await app.Worker.RunOneAsync();

        ranInside.ShouldBe([false], "the other worker found nothing that it may run beside");
        (await app.Worker.RunAllAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Many_workers_carry_out_each_run_exactly_once()
    {
        await using var app = await WithAsync(
            new TestKind("counted", new RunPhase("記一筆", (c, cancellation) => TestKind.MarkAsync(c, $"{c.Run.Id:0000}", cancellation)))
        );
        const int runs = 24;
        for (var i = 0; i < runs; i++)
        {
            await app.RequestAsync("counted", new { }, $"key {i}");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => app.AnotherWorker().RunAllAsync())));
        await app.Worker.RunAllAsync();

        (await app.MarksAsync()).Count.ShouldBe(runs);
        await using var db = app.OpenDb();
        (await db.Set<Run>().CountAsync(r => r.Status == RunStatus.Done && r.Attempts == 1)).ShouldBe(runs);
    }

    [Fact]
    public async Task A_worker_that_lost_its_run_cannot_commit_the_phase()
    {
        await using var app = await WithAsync(
            new TestKind(
                "lost",
                new RunPhase(
                    "遺失",
                    async (c, cancellation) =>
                    {
                        await TestKind.MarkAsync(c, "1", cancellation);
                        // What another worker does when it takes over a run whose lease has lapsed.
                        await using var takeOver = await c.Db.CommandAsync("update run set attempts = attempts + 1", null, cancellation);
                        await takeOver.ExecuteNonQueryAsync(cancellation);
                    }
                )
            )
        );
        var run = await app.RequestAsync("lost", new { });

        await app.Worker.RunOneAsync();

        (await app.MarksAsync()).ShouldBeEmpty();
        (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Running, "it is no longer this worker's to end");
    }

    [Fact]
    public async Task A_server_that_stops_gives_the_run_back_and_the_next_goes_on()
    {
        using var stopping = new CancellationTokenSource();
        var first = true;
        await using var app = await WithAsync(
            new TestKind(
                "interrupted",
                TestKind.Marking("1"),
                new RunPhase(
                    "中斷",
                    async (c, cancellation) =>
                    {
                        await TestKind.MarkAsync(c, "2", cancellation);
                        if (first)
                        {
                            first = false;
                            await stopping.CancelAsync();
                            cancellation.ThrowIfCancellationRequested();
                        }
                    }
                )
            )
        );
        var run = await app.RequestAsync("interrupted", new { });

        await app.Worker.RunOneAsync(stopping.Token);
        (await app.FindAsync(run)).Status.ShouldBe(RunStatus.Waiting);
        (await app.MarksAsync()).ShouldBe(["mark 1"]);

        await app.AnotherWorker().RunAllAsync();
        var done = await app.FindAsync(run);
        done.Status.ShouldBe(RunStatus.Done);
        done.Attempts.ShouldBe(2);
        (await app.MarksAsync()).ShouldBe(["mark 1", "mark 2"]);
    }

    private static Task<JobsApp> WithAsync(params IRunKind[] kinds) =>
        JobsApp.CreateAsync(services =>
        {
            services.AddSingleton(new RunOptions { Pause = TimeSpan.Zero });
            foreach (var kind in kinds)
            {
                services.AddSingleton(kind);
            }
        });
}
