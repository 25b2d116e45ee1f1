using StudentNet.Tests.Platform.Jobs;
using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

[assembly: HostingStartup(typeof(KilledWorkerTests.Startup))]

namespace StudentNet.Tests.Platform.Jobs;

/// <summary>Worker processes that are killed without warning. They load this assembly for a kind of run that waits to be killed.</summary>
public sealed class KilledWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_worker_killed_in_the_middle_of_a_phase_leaves_nothing_of_it_and_the_next_ends_the_run()
    {
        await using var app = await JobsApp.CreateAsync(services => services.AddRunKind<Fragile>());
        var sign = Path.Combine(app.Data.Folder, "in-the-middle");
        var run = await app.RequestAsync("fragile", new Asked(sign));

        using (var first = StartWorker(app))
        {
            await UntilAsync(() => Task.FromResult(File.Exists(sign)));
            first.Kill(); // SIGKILL
            await first.WaitForExitAsync();
        }

        var left = await app.FindAsync(run);
        left.Status.ShouldBe(RunStatus.Running, "nobody was there to say otherwise");
        left.PhasesDone.ShouldBe(1);
        (await app.MarksAsync()).ShouldBe(["mark before"]);

        using (var second = StartWorker(app))
        {
            await UntilAsync(async () => (await app.FindAsync(run)).Status == RunStatus.Done);
            second.Kill();
            await second.WaitForExitAsync();
        }

        var done = await app.FindAsync(run);
        done.Attempts.ShouldBe(2);
        done.Outcome.ShouldBe("""{"marks":2}""");
        (await app.MarksAsync()).ShouldBe(["mark after", "mark before", "mark middle"]);
        await using var db = app.OpenDb();
        (await db.Set<AuditEntry>().CountAsync(e => e.Function == "A4")).ShouldBe(4, "the request and three phases; the killed one left no entry");
    }

    private static Process StartWorker(JobsApp app)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] line =
        [
            "exec",
            "--depsfile", BesideTests("StudentNet.Tests.deps.json"),
            "--runtimeconfig", BesideTests("StudentNet.Tests.runtimeconfig.json"),
            BesideTests("StudentNet.dll"),
            "work",
            .. TestDatabases.Arguments(app.Data),
        ];
        foreach (var word in line)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(Startup).Assembly.GetName().Name;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string BesideTests(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Brings the kind, and a lease that lapses quickly, into the worker process.</summary>
    internal sealed class Startup : IHostingStartup
    {
        public void Configure(IWebHostBuilder builder) =>
            builder.ConfigureServices(services =>
                services.AddRunKind<Fragile>().AddSingleton(new RunOptions { Lease = TimeSpan.FromSeconds(2) })
            );
    }

    internal sealed record Asked(string Sign);

    /// <summary>Its second phase gives a sign in the middle and waits for the end, the first time.</summary>
    internal sealed class Fragile : IRunKind
    {
        public string Kind => "fragile";

        public string Title => "測試作業";

        public IReadOnlyList<RunPhase> Phases =>
            [
                TestKind.Marking("before"),
                new RunPhase(
                    "中途",
                    async (context, cancellation) =>
                    {
                        await TestKind.MarkAsync(context, "middle", cancellation);
                        context.Figure("marks", 2);
                        var sign = context.Parameters<Asked>().Sign;
                        if (!File.Exists(sign))
                        {
                            await File.WriteAllTextAsync(sign, "", cancellation);
                            await Task.Delay(Timeout.Infinite, cancellation);
                        }
                    }
                ),
                TestKind.Marking("after"),
            ];
    }
}
