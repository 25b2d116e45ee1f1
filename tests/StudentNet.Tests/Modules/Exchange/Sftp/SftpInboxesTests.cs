using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Exchange.Sftp;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using OpenSsh = StudentNet.Simulator.Doors.OpenSsh;

namespace StudentNet.Tests.Modules.Exchange.Sftp;

/// <summary>Files by the real sftp program through a real sshd: taken once, answered, and nothing else allowed.</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class SftpInboxesTests
{
    private const string Headings = "證號,姓名,生日,性別,備註\n";
    private const string Good = "A123456789,王測甲,108/10/05,男,\n";
    private const string Doubtful = "A123456789,王？甲,108/10/05,男,\n";
    private const string Bad = "A123456788,王測乙,108/10/05,男,\n";
    private const string Name = $"sample.{SmallCountry.County}.csv";

    [Fact]
    public async Task A_delivered_file_is_received_answered_applied_and_its_bad_rows_come_back()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Server.PutAsync(OpenSsh.Account, Name, Utf8(Headings + Good + Bad));
        (await desk.Door.LookAsync()).ShouldBeTrue();

        var first = await desk.AnswerAsync(Name);
        (Text(first, "status"), first.GetProperty("isWorking").GetBoolean()).ShouldBe(("received", true));
        Directory.EnumerateFiles(desk.Server.PathOf(OpenSsh.Account, "inbox")).ShouldBeEmpty();
        Directory.EnumerateFiles(desk.Server.PathOf(OpenSsh.Account, "work")).ShouldBeEmpty();

        await desk.App.RunJobsAsync();
        await desk.Door.LookAsync();
        var last = await desk.AnswerAsync(Name);
        (Text(last, "status"), last.GetProperty("isWorking").GetBoolean()).ShouldBe(("accepted", false));
        last.GetProperty("rows").GetProperty("bad").GetInt32().ShouldBe(1);
        var result = await desk.FetchAsync($"{Name}.result.csv");
        result.ShouldContain("A123456788,王測乙");
        result.ShouldNotContain("A123456789");

        var receipt = (await desk.ReceiptsAsync()).ShouldHaveSingleItem();
        (receipt.Door, receipt.Sender, receipt.ClientId, receipt.OrganisationCode).ShouldBe((Door.Sftp, "範例縣校務系統", OpenSsh.Account, SmallCountry.County));
        Text(last, "sha256").ShouldBe(receipt.FileHash);

        // Mended and sent again under its name, it takes the answers over: no rows are left to mend.
        await desk.Server.PutAsync(OpenSsh.Account, Name, Utf8(result.Replace("A123456788", "A123456789", StringComparison.Ordinal)));
        await desk.WorkAsync();
        Text(await desk.AnswerAsync(Name), "statusText").ShouldBe("已匯入");
        File.Exists(desk.Server.PathOf(OpenSsh.Account, "outbox", $"{Name}.result.csv")).ShouldBeFalse();
        (await desk.ReceiptsAsync()).Select(r => (r.Id, r.OpenRows)).ShouldBe([(1L, 0), (2L, 0)]);
    }

    [Fact]
    public async Task Rows_with_a_warning_only_do_not_come_back()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Server.PutAsync(OpenSsh.Account, Name, Utf8(Headings + Doubtful + Bad));
        await desk.WorkAsync();
        (await desk.AnswerAsync(Name)).GetProperty("rows").GetProperty("warned").GetInt32().ShouldBe(1);
        (await desk.FetchAsync($"{Name}.result.csv")).ShouldSatisfyAllConditions(r => r.ShouldContain("A123456788"), r => r.ShouldNotContain("A123456789"));

        await desk.Server.PutAsync(OpenSsh.Account, Name, Utf8(Headings + Doubtful));
        await desk.WorkAsync();
        (await desk.AnswerAsync(Name)).GetProperty("rows").GetProperty("warned").GetInt32().ShouldBe(1);
        File.Exists(desk.Server.PathOf(OpenSsh.Account, "outbox", $"{Name}.result.csv")).ShouldBeFalse("there is nothing to mend");
    }

    [Fact]
    public async Task What_is_still_being_written_waits()
    {
        await using var desk = await Desk.OpenAsync();
        var inbox = desk.Server.PathOf(OpenSsh.Account, "inbox");
        await File.WriteAllTextAsync(Path.Combine(inbox, $"{Name}.part"), Headings + Good);
        await File.WriteAllTextAsync(Path.Combine(inbox, $".{Name}"), Headings + Good);
        await using (var writing = new FileStream(Path.Combine(inbox, Name), FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            await writing.WriteAsync(Utf8(Headings));
            await writing.FlushAsync();
            await desk.Door.LookAsync();
            (await desk.ReceiptsAsync()).ShouldBeEmpty("a writer still has it open");
            await writing.WriteAsync(Utf8(Good));
        }

        await desk.WorkAsync();
        (await desk.ReceiptsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.FileName.ShouldBe(Name), r => r.GoodRows.ShouldBe(1));
        Directory.EnumerateFiles(inbox).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("名冊.csv", "sftp.name")]
    [InlineData($"sample.{SmallCountry.County}.exe", "sftp.name")]
    [InlineData($"sample.{SmallCountry.County}.115.csv", "sftp.settings")]
    [InlineData($"sample.{SmallCountry.OtherCounty}.csv", "client.organisation")]
    [InlineData($"registry-list.{SmallCountry.County}.115.1.csv", "client.format")]
    [InlineData($"nothing.{SmallCountry.County}.csv", "client.format")]
    public async Task What_cannot_be_received_is_answered_noted_once_and_gone(string name, string code)
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Server.PutAsync(OpenSsh.Account, name, Utf8(Headings + Good));
        await desk.WorkAsync();
        await desk.WorkAsync();

        var answer = await desk.AnswerAsync(name);
        (Text(answer, "status"), Text(answer.GetProperty("findings")[0], "code")).ShouldBe(("refused", code));
        Text(answer, "failure").Length.ShouldBeGreaterThan(10);
        (await desk.ReceiptsAsync()).ShouldBeEmpty();
        (await desk.App.Db(db => db.Set<Refusal>().ToListAsync())).ShouldHaveSingleItem().Code.ShouldBe(code);
        Directory.EnumerateFiles(desk.Server.PathOf(OpenSsh.Account, "inbox")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_whose_server_died_behind_the_receipt_is_not_received_again()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Server.PutAsync(OpenSsh.Account, Name, Utf8(Headings + Good));
        var taken = desk.Server.PathOf(OpenSsh.Account, "work", Name);
        File.Move(desk.Server.PathOf(OpenSsh.Account, "inbox", Name), taken);
        await desk.ReceiveAsync(new FileInfo(taken));

        await desk.WorkAsync();

        var receipt = (await desk.ReceiptsAsync()).ShouldHaveSingleItem();
        (await desk.AnswerAsync(Name)).GetProperty("id").GetInt64().ShouldBe(receipt.Id);
        File.Exists(taken).ShouldBeFalse();

        await desk.Server.PutAsync(OpenSsh.Account, Name, Utf8(Headings + Good));
        await desk.WorkAsync();
        (await desk.ReceiptsAsync()).Count.ShouldBe(2, "the same bytes put down again are a delivery of their own");
    }

    [Fact]
    public async Task A_client_whose_outbox_cannot_be_written_to_keeps_no_other_waiting_for_its_answer()
    {
        await using var desk = await Desk.OpenAsync();
        Assert.SkipUnless(OpenSsh.Accounts.Count > 1, "Only root has two accounts for clients.");
        var (first, second) = (OpenSsh.Accounts[0], OpenSsh.Accounts[1]);
        await desk.Server.PutAsync(first, Name, Utf8(Headings + Good));
        await desk.Door.LookAsync();
        await desk.Server.PutAsync(second, Name, Utf8(Headings + Good));
        await desk.Door.LookAsync();
        var answer = desk.Server.PathOf(first, "outbox", $"{Name}.receipt.json");
        File.Delete(answer);
        Directory.CreateDirectory(answer);
        await desk.App.RunJobsAsync();

        (await desk.Door.LookAsync()).ShouldBeFalse("it is tried again");
        (await File.ReadAllTextAsync(desk.Server.PathOf(second, "outbox", $"{Name}.receipt.json"))).ShouldContain("已匯入");

        Directory.Delete(answer);
        (await desk.Door.LookAsync()).ShouldBeTrue();
        (await File.ReadAllTextAsync(answer)).ShouldContain("已匯入");
    }

    [Fact]
    public async Task A_link_is_not_followed()
    {
        await using var desk = await Desk.OpenAsync();
        var secret = Path.Combine(desk.App.Options.Folder, "secret.csv");
        await File.WriteAllTextAsync(secret, Headings + Good);
        File.CreateSymbolicLink(desk.Server.PathOf(OpenSsh.Account, "inbox", Name), secret);
        await desk.WorkAsync();

        Text((await desk.AnswerAsync(Name)).GetProperty("findings")[0], "code").ShouldBe("sftp.link");
        (await desk.ReceiptsAsync()).ShouldBeEmpty();
        File.Exists(secret).ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_gets_files_of_its_own_folder_and_nothing_else()
    {
        Assert.SkipUnless(OpenSsh.IsLocked, "Only root can lock a client into its folder: run as root to test the lock.");
        await using var desk = await Desk.OpenAsync();
        var account = OpenSsh.Account;

        (await desk.Server.SftpAsync(account, "ls -1")).Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("sftp>", StringComparison.Ordinal)).ShouldBe(["inbox", "outbox", "work"], ignoreOrder: true);
        (await desk.Server.SftpAsync(account, "mkdir work/x")).Code.ShouldNotBe(0);
        (await desk.Server.SftpAsync(account, "ls /etc")).Code.ShouldNotBe(0);
        (await desk.Server.SftpAsync(account, "ls ../news")).Code.ShouldNotBe(0);
        (await desk.Server.SftpAsync(account, "symlink /outbox inbox/x.csv")).Code.ShouldNotBe(0);
        (await desk.Server.SftpAsync(account, "mkdir outbox/x")).Code.ShouldNotBe(0);
        (await desk.Server.SftpAsync(account, "mkdir x")).Code.ShouldNotBe(0);
        var (_, said) = await desk.Server.SshAsync(account, "id");
        said.ShouldNotContain("uid=");
        (await desk.Server.SshAsync(account, "-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9")).Code.ShouldNotBe(0);
    }

    [Fact]
    public async Task A_client_that_is_switched_off_has_no_key_and_its_files_stay_where_they_are()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Server.PutAsync(OpenSsh.Account, Name, Utf8(Headings + Good));
        await desk.App.Db(db => db.Set<MachineClient>().ExecuteUpdateAsync(c => c.SetProperty(x => x.IsEnabled, false)));
        await desk.SyncKeysAsync();
        await desk.WorkAsync();

        (await desk.ReceiptsAsync()).ShouldBeEmpty();
        File.Exists(desk.Server.PathOf(OpenSsh.Account, "inbox", Name)).ShouldBeTrue();
        (await desk.Server.SftpAsync(OpenSsh.Account, "ls")).Code.ShouldNotBe(0);

        await desk.App.Db(db => db.Set<MachineClient>().ExecuteUpdateAsync(c => c.SetProperty(x => x.IsEnabled, true)));
        await desk.WorkAsync();
        (await desk.ReceiptsAsync()).ShouldHaveSingleItem();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;

    /// <summary>The application beside an SFTP server, with a client of the county.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        private Desk(TestApp app, OpenSsh server)
        {
            App = app;
            Server = server;
        }

        public TestApp App { get; }

        public OpenSsh Server { get; }

        public SftpInboxes Door => App.Services.GetRequiredService<SftpInboxes>();

        public static async Task<Desk> OpenAsync()
        {
            Assert.SkipUnless(OpenSsh.Missing is null, OpenSsh.Missing ?? "");
            var server = await OpenSsh.StartAsync(TestContext.Current.CancellationToken);
            try
            {
                return await OpenAsync(server);
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }

        private static async Task<Desk> OpenAsync(OpenSsh server)
        {
            var app = await TestApp.CreateAsync(configure: builder =>
            {
                builder.Services.AddSingleton<IWindows>(new IntakeCounter.OpenWindows());
                builder.Services.AddFileFormat(SampleFormat.Make(AcceptPolicy.GoodRows));
                builder.Services.AddSftp(new SftpOptions(server.Root) { Rest = TimeSpan.Zero }, isHosted: false);
            });
            var desk = new Desk(app, server);
            await app.Db(SmallCountry.SeedAsync);
            await app.Db(async db =>
            {
                foreach (var account in OpenSsh.Accounts)
                {
                    db.Add(
                        new MachineClient
                        {
                            ClientId = account,
                            Name = "範例縣校務系統",
                            OrganisationCode = SmallCountry.County,
                            Formats = SampleFormat.Code,
                            SftpKeys = $"command=\"id\" {server.PublicKey(account)}\n{server.PublicKey(account)}",
                            CreatedAt = TestApp.Start.UtcDateTime,
                        }
                    );
                }

                await db.SaveAsync(Act.System("設立用戶端", "system.test", TestApp.Start.UtcDateTime));
            });
            await desk.SyncKeysAsync();
            return desk;
        }

        public async Task SyncKeysAsync()
        {
            await using var scope = App.Services.CreateAsyncScope();
            var command = scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == "sftp-clients");
            (await command.RunAsync(scope.ServiceProvider, new CommandLine(["sftp-clients", "--keys", Server.Keys]), CancellationToken.None)).ShouldBe(0);
            foreach (var file in Directory.EnumerateFiles(Server.Keys))
            {
                (await File.ReadAllLinesAsync(file)).ShouldHaveSingleItem("a line with options of its own is no key").ShouldStartWith("restrict ssh-ed25519 ");
            }
        }

        /// <summary>A look, the jobs it asked for, a look.</summary>
        public async Task WorkAsync()
        {
            (await Door.LookAsync()).ShouldBeTrue();
            await App.RunJobsAsync();
            (await Door.LookAsync()).ShouldBeTrue();
        }

        /// <summary>What a server does before it is killed: it receives, and gets no further.</summary>
        public Task ReceiveAsync(FileInfo file) =>
            App.Db(async db =>
            {
                await using var scope = App.Services.CreateAsyncScope();
                var client = await db.Set<MachineClient>().SingleAsync(c => c.ClientId == OpenSsh.Account);
                var county = await db.Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.County);
                await using var content = file.OpenRead();
                var incoming = new IncomingFile(SampleFormat.Code, file.Name, content, StudentNet.Platform.Intake.Door.Sftp, new Dictionary<string, string>())
                {
                    Accept = AcceptMode.GoodRows,
                    DeliveryKey = SftpFolder.KeyOf(OpenSsh.Account, file),
                };
                (await scope.ServiceProvider.GetRequiredService<Reception>().ReceiveAsync(db, incoming, ClientSender.SenderOf(client, county))).ShouldBeOfType<ReceptionResult.Received>();
            });

        public Task<List<Receipt>> ReceiptsAsync() => App.Db(db => db.Set<Receipt>().AsNoTracking().OrderBy(r => r.Id).ToListAsync());

        /// <summary>The answer about a file, fetched as the client does.</summary>
        public async Task<JsonElement> AnswerAsync(string name) => JsonDocument.Parse(await FetchAsync($"{name}.receipt.json")).RootElement;

        public async Task<string> FetchAsync(string name)
        {
            var local = Path.Combine(App.Options.Folder, Guid.NewGuid().ToString("N"));
            var (code, said) = await Server.SftpAsync(OpenSsh.Account, $"get \"outbox/{name}\" {local}");
            code.ShouldBe(0, said);
            return await File.ReadAllTextAsync(local);
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
