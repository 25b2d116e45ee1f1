using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange.Sftp;

/// <summary>The SFTP door of a server that may not write into its own data folder: nothing is refused, nothing is lost, and it goes on by itself.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class SftpDeniedFolderTests : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private const UnixFileMode Own = Readable | UnixFileMode.UserWrite;
    private const string Client = "test-county";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _root = Directory.CreateTempSubdirectory("sn-denied-").FullName;

    [Fact]
    public async Task A_delivered_file_waits_while_the_data_folder_is_denied_and_is_taken_when_it_is_not()
    {
        Assert.SkipUnless(Unprivileged is not null, "Root has to give up its right to write everywhere for this: «setpriv» is missing.");
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = database.OpenDb())
        {
            await SmallCountry.SeedAsync(db);
            db.Add(new Installation { Mode = InstallationMode.Training, StartedAt = TestApp.Start.UtcDateTime, ReadyAt = TestApp.Start.UtcDateTime });
            db.Add(
                new MachineClient
                {
                    ClientId = Client,
                    Name = "測試系統",
                    OrganisationCode = Organisation.MinistryCode,
                    Formats = "marks",
                    SftpKeys = "ssh-ed25519 AAAA",
                    CreatedAt = TestApp.Start.UtcDateTime,
                }
            );
            await db.SaveAsync(Act.System("開始", "system.test", TestApp.Start.UtcDateTime));
        }

        foreach (var folder in (string[])["inbox", "outbox", "work"])
        {
            Directory.CreateDirectory(Path.Combine(_root, Client, folder));
        }

        var files = Directory.CreateDirectory(Path.Combine(database.Options.Folder, "files")).FullName;
        File.SetUnixFileMode(files, Readable);
        await using var server = new ImportServer(database.Options, "--sftp", _root, "--sftp-rest", "0") { Within = Unprivileged };
        await server.StartAsync();

        await File.WriteAllTextAsync(Path.Combine(_root, Client, "inbox", $"marks.{Organisation.MinistryCode}.a.csv"), "名稱,備註\r\n甲,乙\r\n", Encoding.UTF8);
        await ImportServer.UntilAsync(() => Task.FromResult(server.Words.Any(w => w.Contains("may not use the data folder", StringComparison.Ordinal))), Patience);
        (await CountAsync(database)).ShouldBe((0, 0), "neither taken nor refused");
        Delivered().ShouldBe(1, "it waits");
        server.Words.ShouldNotContain(w => w.Contains("   at ", StringComparison.Ordinal));

        File.SetUnixFileMode(files, Own);
        await ImportServer.UntilAsync(async () => await CountAsync(database) == (1, 0) && Delivered() == 0, Patience);
        Directory.EnumerateFiles(files, "*.bin", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>The words before a program that make root somebody who is bound by rights; none for anybody else. Null: it cannot be done here.</summary>
    private static string[]? Unprivileged
    {
        get
        {
            if (Environment.UserName != "root")
            {
                return [];
            }

            // Reading what belongs to others stays: the folder of the tests' PostgreSQL does.
            string[] words = ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"];
            using var tried = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" >/dev/null 2>&1", "sh", .. words, "true"]))!;
            tried.WaitForExit();
            return tried.ExitCode == 0 ? words : null;
        }
    }

    private int Delivered() => Directory.EnumerateFiles(Path.Combine(_root, Client, "inbox")).Concat(Directory.EnumerateFiles(Path.Combine(_root, Client, "work"))).Count();

    private static async Task<(int Receipts, int Refusals)> CountAsync(TestDatabase database)
    {
        await using var db = database.OpenDb();
        return (await db.Set<Receipt>().CountAsync(), await db.Set<Refusal>().CountAsync());
    }
}
