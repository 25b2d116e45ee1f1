using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange;

/// <summary>
/// A server that is killed without warning while files come in by page and by SFTP and are written. Its moments are drawn from the steps that a
/// file goes through, so that they spread over the work and not over the clock. Each row is a mark of its own: written twice, it would collide.
/// </summary>
public sealed class KilledImportTests(ITestOutputHelper output)
{
    /// <summary>Each kill costs a start of a server; <c>STUDENTNET_TEST_KILLS=20</c> asks for more of them.</summary>
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("STUDENTNET_TEST_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills)
        ? kills
        : 3;

    private const int Rows = 300;
    private const string Client = "kill-sis";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PatienceForAMoment = TimeSpan.FromSeconds(8);

    private readonly Random _random = new(20260930);

    [Fact]
    public async Task Every_accepted_file_is_written_once_every_other_not_at_all_and_no_receipt_is_lost()
    {
        await using var database = await TestDatabase.CreateAsync();
        await SeedAsync(database);
        var sftp = Directory.CreateDirectory(Path.Combine(database.Options.Folder, "sftp")).FullName;
        foreach (var part in (string[])["inbox", "outbox", "work"])
        {
            Directory.CreateDirectory(Path.Combine(sftp, Client, part));
        }

        await using var server = new ImportServer(database.Options, "--sftp", sftp, "--sftp-rest", "0");
        var (answered, accepted) = (new HashSet<long>(), new HashSet<long>());
        using var visitor = server.Visitor();
        for (var kill = 0; kill < Kills; kill++)
        {
            await server.StartAsync();
            if (kill == 0)
            {
                await SignIn.SignInAsync(visitor, Persona.Ministry);
            }

            await DeliverAsync(sftp, $"marks.{Organisation.MinistryCode}.s{kill}.csv", FileOf($"s{kill}"));
            var upload = UploadAsync(visitor, kill, answered);
            var decision = AcceptAsync(visitor, database, kill, accepted);
            var moment = _random.Next(Moments.Length);
            await Moments[moment].Reached(database, sftp, kill);
            await server.KillAsync();
            await Task.WhenAll(upload, decision);
            output.WriteLine($"{kill}: killed {Moments[moment].Name}");
        }

        await server.StartAsync();
        await ImportServer.UntilAsync(
            async () => await IsQuietAsync(database) && ((string[])["inbox", "work"]).All(part => !Directory.EnumerateFiles(Path.Combine(sftp, Client, part)).Any()),
            Patience
        );
        await server.KillAsync();
        await JudgeAsync(database, answered, accepted);
    }

    private static async Task JudgeAsync(TestDatabase database, HashSet<long> answered, HashSet<long> accepted)
    {
        await using var db = database.OpenDb();
        var receipts = await db.Set<Receipt>().AsNoTracking().ToListAsync();
        answered.ShouldBeSubsetOf(receipts.Select(r => r.Id), "who was shown a receipt number has a receipt");
        accepted.ShouldBeSubsetOf(receipts.Where(r => r.Status == ReceiptStatus.Accepted).Select(r => r.Id), "what was accepted is written");
        var bySftp = receipts.Where(r => r.Door == Door.Sftp).ToList();
        bySftp.Select(r => r.FileName).Order().ShouldBe(Enumerable.Range(0, Kills).Select(i => $"marks.{Organisation.MinistryCode}.s{i}.csv").Order(), "each delivery has one receipt");
        bySftp.ShouldAllBe(r => r.Status == ReceiptStatus.Accepted);
        receipts.Where(r => r.Door == Door.Page).ShouldAllBe(r => r.Status == ReceiptStatus.Accepted || r.Status == ReceiptStatus.Ready);

        var store = new FileStore(database.Options);
        receipts.ShouldAllBe(r => store.Has(r.FileHash));
        var marks = await db.Set<ScheduleMark>().Where(m => m.Name.StartsWith("row ")).Select(m => m.Name).ToListAsync();
        var expected = receipts.Where(r => r.Status == ReceiptStatus.Accepted).SelectMany(r => Enumerable.Range(0, Rows).Select(i => $"row {SetOf(r)}-{i}"));
        marks.Order().ShouldBe(expected.Order(), "all rows of the accepted files, and no other");
        (await new AuditCheck(db).RunAsync()).ShouldAllBe(c => c.Break == null);
    }

    private static string SetOf(Receipt receipt) => receipt.Settings.Split('"')[3];

    /// <summary>The steps that the file of a round goes through at either door; the drawn one is waited for, then the server is killed.</summary>
    private static readonly (string Name, Func<TestDatabase, string, int, Task> Reached)[] Moments =
    [
        ("at once", (_, _, _) => Task.CompletedTask),
        ("when the delivered file is gone from the inbox", (_, sftp, kill) => SoonAsync(() => Task.FromResult(!File.Exists(Path.Combine(sftp, Client, "inbox", $"marks.MOE.s{kill}.csv"))))),
        ("when it has a receipt", (database, _, kill) => ReceiptAsync(database, kill, _ => true)),
        ("when it is answered", (_, sftp, kill) => SoonAsync(() => Task.FromResult(File.Exists(Path.Combine(sftp, Client, "outbox", $"marks.MOE.s{kill}.csv.receipt.json"))))),
        ("when it is being read", (database, _, kill) => ReceiptAsync(database, kill, r => r.Status != ReceiptStatus.Received)),
        ("when it is being written", (database, _, kill) => ReceiptAsync(database, kill, r => r.Status is ReceiptStatus.Accepting or ReceiptStatus.Accepted)),
        ("when it is written", (database, _, kill) => ReceiptAsync(database, kill, r => r.Status == ReceiptStatus.Accepted)),
        ("when the page's file has a receipt", (database, _, kill) => PageReceiptAsync(database, kill, _ => true)),
        ("when the page's file is checked", (database, _, kill) => PageReceiptAsync(database, kill, r => r.Status == ReceiptStatus.Ready)),
    ];

    private static Task ReceiptAsync(TestDatabase database, int kill, Func<Receipt, bool> condition) =>
        ReceiptAsync(database, $"marks.{Organisation.MinistryCode}.s{kill}.csv", condition);

    private static Task PageReceiptAsync(TestDatabase database, int kill, Func<Receipt, bool> condition) => ReceiptAsync(database, $"p{kill}.csv", condition);

    private static Task ReceiptAsync(TestDatabase database, string name, Func<Receipt, bool> condition) =>
        SoonAsync(async () =>
        {
            await using var db = database.OpenDb();
            return await db.Set<Receipt>().AsNoTracking().Where(r => r.FileName == name).FirstOrDefaultAsync() is { } receipt && condition(receipt);
        });

    private static async Task<bool> IsQuietAsync(TestDatabase database)
    {
        await using var db = database.OpenDb();
        return !await db.Set<Run>().AnyAsync(r => r.Status == RunStatus.Waiting || r.Status == RunStatus.Running)
            && await db.Set<Receipt>().CountAsync(r => r.Door == Door.Sftp && r.AnsweredVersion == r.Version) == Kills;
    }

    /// <summary>Puts a file down whole, as the rename at the end of an upload does.</summary>
    private static async Task DeliverAsync(string sftp, string name, byte[] content)
    {
        var path = Path.Combine(sftp, Client, "inbox", name);
        await File.WriteAllBytesAsync($"{path}.part", content);
        File.Move($"{path}.part", path);
    }

    private static async Task UploadAsync(Visitor visitor, int kill, HashSet<long> answered)
    {
        try
        {
            var page = await visitor.OpenAsync("/A6/new/marks");
            var sent = await page.SubmitAsync(form =>
            {
                form["Settings[set]"] = $"p{kill}";
                form.Attach("File", FileOf($"p{kill}"), $"p{kill}.csv");
            });
            if (sent.Redirect is not null)
            {
                answered.Add(long.Parse(sent.Path.Split('/')[^1], CultureInfo.InvariantCulture));
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server was killed before it answered: nobody was promised anything.
        }
    }

    /// <summary>Accepts, in every other round, the oldest file of the page that waits for it.</summary>
    private static async Task AcceptAsync(Visitor visitor, TestDatabase database, int kill, HashSet<long> accepted)
    {
        await using var db = database.OpenDb();
        var ready = await db.Set<Receipt>().Where(r => r.Door == Door.Page && r.Status == ReceiptStatus.Ready).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync();
        if (kill % 2 == 0 || ready.Count == 0)
        {
            return;
        }

        try
        {
            var page = await visitor.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"/A6/{ready[0]}"));
            if ((await page.SubmitAsync(button: $"寫入 {Rows} 列")).Redirect is not null)
            {
                accepted.Add(ready[0]);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Not answered: accepted or not, but whole either way.
        }
    }

    private static byte[] FileOf(string set) => Encoding.UTF8.GetBytes("名稱\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"row {set}-{i}\n")));

    internal static async Task SeedAsync(TestDatabase database)
    {
        await using var db = database.OpenDb();
        await SmallCountry.SeedAsync(db);
        await SignIn.SeedAsync(db);
        db.Add(new Installation { Mode = InstallationMode.Training, StartedAt = TestApp.Start.UtcDateTime, ReadyAt = TestApp.Start.UtcDateTime });
        db.Add(
            new MachineClient
            {
                ClientId = Client,
                Name = "測試系統",
                OrganisationCode = Organisation.MinistryCode,
                Formats = "marks",
                SftpKeys = "ssh-ed25519 test",
                CreatedAt = TestApp.Start.UtcDateTime,
            }
        );
        await db.SaveAsync(Act.System("布置", "system.test", TestApp.Start.UtcDateTime));
    }

    /// <summary>Waits for a moment that may have passed, or that this round does not reach.</summary>
    private static async Task SoonAsync(Func<Task<bool>> condition)
    {
        try
        {
            await ImportServer.UntilAsync(condition, PatienceForAMoment);
        }
        catch (OperationCanceledException)
        {
            // Killed anyway, just not at this moment.
        }
    }
}
