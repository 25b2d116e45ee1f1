using System.Diagnostics;
using StudentNet.Simulator.Doors;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Simulator.Doors;

/// <summary>What a trial leaves on the machine: nothing, however it ends.</summary>
[WithoutDatabase]
public sealed class CleanUpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Folders_and_processes_are_gone_when_the_trial_is_over()
    {
        var folder = NewFolder();
        using var process = Process.Start("sleep", ["1000"])!;
        await using (var cleanUp = new CleanUp())
        {
            cleanUp.Folder(folder);
            cleanUp.Process(process.Id, "sleep 1000");
            Directory.CreateDirectory(Path.Combine(folder, "inside"));
        }

        Directory.Exists(folder).ShouldBeFalse();
        process.HasExited.ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_that_is_not_the_one_that_was_started_is_left_alone()
    {
        using var process = Process.Start("sleep", ["1001"])!;
        await using (var cleanUp = new CleanUp())
        {
            cleanUp.Process(process.Id, "sshd -D");
        }

        process.HasExited.ShouldBeFalse();
        process.Kill();
    }

    [Fact]
    public async Task They_go_also_when_the_simulator_is_killed()
    {
        var data = Path.GetDirectoryName(Path.GetDirectoryName(SharedData.PathOf("population/village_single_age_11412.csv")))!;
        var temporary = Directory.CreateTempSubdirectory("sn-killed-").FullName;
        string[] words =
        [
            "exec", "--depsfile", Beside("StudentNet.Tests.deps.json"), "--runtimeconfig", Beside("StudentNet.Tests.runtimeconfig.json"), Beside("StudentNet.Simulator.dll"),
            "--counties", "新北市", "--share", "0.004", "--data", data, "--server", Beside("StudentNet.dll"),
        ];
        using var simulator = Process.Start(new ProcessStartInfo("dotnet", words) { Environment = { ["TMPDIR"] = temporary }, RedirectStandardError = true })!;
        // It has its server as soon as it tells of the lists.
        for (var line = ""; !line.Contains("名冊已匯入", StringComparison.Ordinal); )
        {
            line = await simulator.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The simulator ended.");
        }

        var folder = Directory.EnumerateDirectories(temporary, "studentnet-year-*").ShouldHaveSingleItem();
        ProcessesOf(folder).ShouldNotBeEmpty();
        simulator.Kill();

        for (var waited = Stopwatch.StartNew(); Directory.Exists(folder) || ProcessesOf(folder).Count > 0; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            waited.Elapsed.ShouldBeLessThan(Patience);
        }

        Directory.Delete(temporary, recursive: true);
    }

    private static List<string> ProcessesOf(string folder) =>
        [.. Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])).Where(p => CommandOf(p).Contains(folder, StringComparison.Ordinal))];

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            // It ended while we looked.
            return "";
        }
    }

    private static string NewFolder() => Path.Combine(Path.GetTempPath(), $"sn-clean-{Guid.NewGuid():N}");

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
