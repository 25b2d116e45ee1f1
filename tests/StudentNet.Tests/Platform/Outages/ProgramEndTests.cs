using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Outages;

/// <summary>The real program, started while something that it needs is away: one sentence on stderr, no stack trace, the exit code of the table.</summary>
public sealed class ProgramEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string, string, int, string> Starts =>
        new()
        {
            { "serve", "--database Host=127.0.0.1;Port=1;Database=x;Username=x", ExitCode.Away, "資料庫連不上" },
            { "verify-audit", "--database Host=127.0.0.1;Port=1;Database=x;Username=x", ExitCode.Away, "資料庫連不上" },
            { "serve", "--database nonsense", ExitCode.Usage, "連線字串看不懂" },
            { "serve", "--data {garbage}", ExitCode.Damaged, "資料庫的檔案有損壞" },
            { "backup", "--data {garbage} --to {copy}", ExitCode.Damaged, "資料庫的檔案有損壞" },
            { "serve", "--data {file}", ExitCode.Usage, "是檔案，不是資料夾" },
        };

    [Theory]
    [MemberData(nameof(Starts), DisableDiscoveryEnumeration = true)]
    public async Task A_start_that_cannot_be_ends_with_one_sentence_and_its_code(string command, string options, int code, string words)
    {
        Assert.SkipUnless(TestDatabases.Dialect == Dialect.Sqlite, "These starts name their database themselves; the run on SQLite tries them.");
        using var folder = new Folder();
        var garbage = Directory.CreateDirectory(folder.Of("garbage")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(garbage, "studentnet.db"), [.. Enumerable.Repeat((byte)'?', 8192)]);
        await File.WriteAllTextAsync(folder.Of("file"), "");
        var said = options.Replace("{garbage}", garbage, StringComparison.Ordinal)
            .Replace("{file}", folder.Of("file"), StringComparison.Ordinal)
            .Replace("{copy}", folder.Of("copy"), StringComparison.Ordinal)
            .Split(' ');

        await ShouldEndAsync([command, .. said.Contains("--data") ? [] : (string[])["--data", folder.Of("data")], .. said], code, words);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_sentence()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        await ShouldEndAsync(["serve", "--training", "empty", "--urls", address, .. TestDatabases.Arguments(database.Options)], ExitCode.Away, "連接埠已有別的程式在用");
    }

    [Fact]
    public async Task A_data_folder_that_is_read_only_is_one_sentence_and_no_waiting()
    {
        OwnDisks.SkipUnlessPossible();
        await using var database = await TestDatabase.CreateAsync();
        var data = database.Options.Folder;
        await File.WriteAllTextAsync(Path.Combine(data, SchemaUpgrade.TurnFile), "");
        string[] words = ["serve", .. TestDatabases.Arguments(database.Options)];

        await ShouldEndAsync(words, ExitCode.Away, "磁碟是唯讀的", OwnDisks.With("mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"", data));
    }

    [Fact]
    public async Task A_server_does_not_make_an_empty_database_where_one_has_been()
    {
        await using var database = await TestDatabase.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(database.Options.Folder, "audit-heads.txt"), "");

        var (code, output) = await EndAsync(["serve", "--training", "empty", .. TestDatabases.Arguments(database.Options)], []);

        code.ShouldBe(ExitCode.Refused, output);
        output.ShouldContain("資料庫是空的，資料夾裡卻有先前的稽核末筆");
    }

    private static async Task ShouldEndAsync(string[] words, int code, string sentence, string[]? within = null)
    {
        var (ended, output) = await EndAsync(words, within ?? []);
        ended.ShouldBe(code, output);
        output.ShouldContain(sentence);
        output.Split('\n').Where(l => l.Contains("   at ", StringComparison.Ordinal) || l.Contains("Exception", StringComparison.Ordinal)).ShouldBeEmpty("no stack trace");
    }

    private static async Task<(int Code, string Output)> EndAsync(string[] words, string[] within)
    {
        string[] line = [.. within, "dotnet", Path.Combine(AppContext.BaseDirectory, "StudentNet.dll"), .. words];
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("sn-end-").FullName;

        public string Of(string name) => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}

/// <summary>A program with disks of its own, which no other sees and which go with it: small ones, and such that cannot be written to.</summary>
internal static class OwnDisks
{
    private static readonly Lazy<bool> IsPossible = new(() =>
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        string[] words = With("mount -t tmpfs none \"$0\"", "/mnt");
        using var tried = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" >/dev/null 2>&1", "sh", .. words, "true"]))!;
        tried.WaitForExit();
        return tried.ExitCode == 0;
    });

    /// <summary>Not everywhere may a program do so.</summary>
    public static void SkipUnlessPossible() => Assert.SkipUnless(IsPossible.Value, "A program with disks of its own needs «unshare --mount», which this machine does not allow.");

    /// <summary>The words before a program; the folder is <c>$0</c> of the command that changes its disks.</summary>
    public static string[] With(string mounting, string folder) => 
        // Root is not made root of its own: it would lose its rights to what belongs to others, such as the folder of the tests' PostgreSQL.
        ["unshare", "--mount", .. Environment.UserName == "root" ? [] : (string[])["--map-root-user"], "/bin/sh", "-c", $"{mounting} && exec \"$@\"", folder];
}
