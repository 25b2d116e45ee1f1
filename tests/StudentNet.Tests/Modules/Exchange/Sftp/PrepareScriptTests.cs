using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Simulator.Doors;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange.Sftp;

/// <summary>
/// Accounts that root makes of what the real <c>sftp-clients</c> prints, by the real <c>ops/sftp/prepare.sh</c>: in a group, folders and names of the test's
/// own, which go with it.
/// </summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class PrepareScriptTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEexampleEXAMPLEexampleEXAMPLEexample00 test";

    [Fact]
    public async Task What_the_command_logs_is_no_result_of_it()
    {
        await using var database = await EmptyDatabaseAsync();

        var (code, printed, logged) = await RunAsync("dotnet", [.. Command, "sftp-clients", .. TestDatabases.Arguments(database.Options)]);

        (code, printed).ShouldBe((0, ""));
        logged.ShouldContain("migration", Case.Insensitive, "a new database is migrated, and the log says so");
    }

    [Fact]
    public async Task Root_makes_accounts_of_clients_only_and_reports_those_that_belong_to_nobody()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "只有 root 能建立帳號；請以 root 執行測試。");
        await using var database = await EmptyDatabaseAsync();
        var group = $"snt-{Guid.NewGuid().ToString("N")[..8]}";
        var (client, orphan, place) = ($"{group}-a", $"{group}-b", $"/srv/{group}");
        await using var cleanUp = new CleanUp();
        cleanUp.Folder(place);
        cleanUp.Group(group);

        // The first run migrates, and the log of that once became accounts.
        var (code, _, said) = await PrepareAsync(group, place, database.Options);
        code.ShouldBe(0, said);
        said.ShouldContain("migration", Case.Insensitive);
        (await AccountsAsync(group)).ShouldBeEmpty();

        await using (var db = database.OpenDb())
        {
            await SmallCountry.SeedAsync(db);
            db.Add(
                new MachineClient
                {
                    ClientId = client,
                    Name = "範例縣校務系統",
                    OrganisationCode = SmallCountry.County,
                    Formats = "class-roll",
                    SftpKeys = Key,
                    CreatedAt = TestApp.Start.UtcDateTime,
                }
            );
            await db.SaveAsync(Act.System("設立用戶端", "system.test", TestApp.Start.UtcDateTime));
        }

        (await RunAsync("useradd", ["--system", "--groups", group, "--no-create-home", orphan])).Code.ShouldBe(0);
        (code, _, said) = await PrepareAsync(group, place, database.Options);
        code.ShouldBe(0, said);
        (await AccountsAsync(group)).ShouldBe([client, orphan], ignoreOrder: true);
        Directory.Exists(Path.Combine(place, "clients", client, "inbox")).ShouldBeTrue();
        said.ShouldContain($"帳號 {orphan} 不屬於任何");
        said.ShouldNotContain($"帳號 {client} ");

        // Every minute again: said once.
        (code, _, said) = await PrepareAsync(group, place, database.Options);
        (code, said.Contains(orphan, StringComparison.Ordinal)).ShouldBe((0, false));
    }

    [Fact]
    public async Task A_word_without_a_key_file_or_without_the_form_of_a_name_is_no_client()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "只有 root 能建立帳號；請以 root 執行測試。");
        var group = $"snt-{Guid.NewGuid().ToString("N")[..8]}";
        var place = $"/srv/{group}";
        await using var cleanUp = new CleanUp();
        cleanUp.Folder(place);
        cleanUp.Group(group);
        Directory.CreateDirectory(place);
        var chatty = Path.Combine(place, "chatty.sh");
        await File.WriteAllTextAsync(chatty, $"echo 'info: database already exclusive'\necho {group}-word\necho ../etc\n");

        var (code, _, said) = await PrepareAsync(group, place, options: null, $"bash {chatty}");

        code.ShouldBe(0, said);
        (await AccountsAsync(group)).ShouldBeEmpty();
        said.ShouldContain($"略過「{group}-word」：沒有公鑰檔");
        said.ShouldContain("略過「../etc」：不是用戶端代碼");
        said.ShouldContain("略過「info: database already exclusive」");
    }

    private static string[] Command =>
        ["exec", "--depsfile", Beside("StudentNet.Tests.deps.json"), "--runtimeconfig", Beside("StudentNet.Tests.runtimeconfig.json"), Beside("StudentNet.dll")];

    private static Task<(int Code, string Printed, string Logged)> PrepareAsync(string group, string place, DataOptions? options, string? command = null) =>
        RunAsync(
            "bash",
            [Beside("prepare.sh"), .. options is null ? [] : TestDatabases.Arguments(options)],
            new Dictionary<string, string>
            {
                ["STUDENTNET_SFTP_ROOT"] = Path.Combine(place, "clients"),
                ["STUDENTNET_SFTP_KEYS"] = Path.Combine(place, "etc", "keys"),
                ["STUDENTNET_SFTP_GROUP"] = group,
                ["STUDENTNET_SFTP_SERVICE"] = "root",
                ["STUDENTNET"] = command ?? $"dotnet {string.Join(' ', Command)}",
            }
        );

    /// <summary>A database that nobody has prepared: the first command does, and logs it.</summary>
    private static async Task<TestDatabase> EmptyDatabaseAsync()
    {
        var database = await TestDatabase.CreateAsync();
        if (database.Options.Postgres is null)
        {
            File.Delete(database.Options.SqliteFile);
        }
        else
        {
            await using var db = database.OpenDb();
            await db.Database.ExecuteSqlRawAsync("drop schema public cascade; create schema public");
        }

        return database;
    }

    /// <summary>Accounts in the test's own group, which the script puts every account into: other tests make theirs at the same time.</summary>
    private static async Task<string[]> AccountsAsync(string group) =>
        [
            .. (await File.ReadAllLinesAsync("/etc/group"))
                .Select(line => line.Split(':'))
                .Where(parts => parts[0] == group)
                .SelectMany(parts => parts[3].Split(',', StringSplitOptions.RemoveEmptyEntries)),
        ];

    private static async Task<(int Code, string Printed, string Logged)> RunAsync(string program, string[] words, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (printed, logged) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await printed, await logged);
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
