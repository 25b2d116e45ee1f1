using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange.Api;

namespace StudentNet.Tests.Platform.Files;

/// <summary>What lies in the data folder is nobody else's to read, goes when it is half done, and is handed out only as it was received.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FilesAtRestTests : IDisposable
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybodys = OwnFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _root = Directory.CreateTempSubdirectory("sn-rest-").FullName;

    private DataOptions Options => new(Path.Combine(_root, "data"), null);

    [Fact]
    public void A_start_takes_away_what_others_may_do_and_leaves_what_is_not_ours()
    {
        string[] wide = ["studentnet.db", "keys/key.xml", "mail/letter.eml", "files/ab/abc.bin"];
        string[] others = ["backup/copy.db"];
        foreach (var path in wide.Concat(others))
        {
            Put(path);
        }

        File.SetUnixFileMode(Options.Folder, Folder | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        DataFolder.Guard(Options, TextWriter.Null);
        foreach (var path in wide)
        {
            File.GetUnixFileMode(PathOf(path)).ShouldBe(OwnFile, path);
        }

        foreach (var path in (string[])["", "keys", "mail", "files", "files/ab"])
        {
            File.GetUnixFileMode(PathOf(path)).ShouldBe(Folder, path);
        }

        File.GetUnixFileMode(PathOf(others[0])).ShouldBe(Everybodys);
    }

    [Fact]
    public async Task What_is_made_later_is_the_owners_alone()
    {
        DataFolder.Guard(Options, TextWriter.Null);
        File.GetUnixFileMode(Options.SqliteFile).ShouldBe(OwnFile);
        using var source = new MemoryStream([1, 2, 3]);
        using (var bytes = (await new FileStore(Options).ReceiveAsync(source, 10))!)
        {
            File.GetUnixFileMode(Directory.EnumerateFiles(DataFolder.Incoming(Options)).ShouldHaveSingleItem()).ShouldBe(OwnFile);
            bytes.Keep();
            bytes.Keep();
        }

        var kept = Directory.EnumerateFiles(PathOf("files"), "*.bin", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (File.GetUnixFileMode(kept), File.GetUnixFileMode(Path.GetDirectoryName(kept)!)).ShouldBe((OwnFile, Folder));
        string name;
        await using (var table = DataFolder.Temporary(Options))
        {
            name = table.Name;
            (Path.GetDirectoryName(name), File.GetUnixFileMode(name)).ShouldBe((PathOf("temp"), OwnFile));
        }

        File.Exists(name).ShouldBeFalse();
    }

    [Fact]
    public async Task A_start_removes_what_a_killed_server_left_half_done_and_nothing_that_is_being_worked_on()
    {
        Put("files/incoming/left");
        Put("temp/left");
        Put("files/ab/abc.bin");
        using var source = new MemoryStream([1, 2, 3]);
        using var received = await new FileStore(Options).ReceiveAsync(source, 10);
        await using var table = DataFolder.Temporary(Options);

        DataFolder.Guard(Options, TextWriter.Null);

        File.Exists(PathOf("files/incoming/left")).ShouldBeFalse();
        File.Exists(PathOf("temp/left")).ShouldBeFalse();
        File.Exists(PathOf("files/ab/abc.bin")).ShouldBeTrue();
        File.Exists(table.Name).ShouldBeTrue();
        received!.Keep();
        Directory.EnumerateFiles(PathOf("files"), "*.bin", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(false, "file.missing", "原檔不在資料夾裡，無法提供")]
    [InlineData(true, "file.altered", "原檔與收件時的內容不同，不提供下載")]
    public async Task An_original_that_is_not_what_was_received_is_said_and_not_handed_out(bool altered, string code, string words)
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1) + "A123456788,王測,1\r\n");
        await app.RunJobsAsync();
        using var officer = await app.ClientAs(Persona.Clerk);
        (await officer.GetAsync("/A6/1?handler=Original")).Status.ShouldBe(HttpStatusCode.OK);
        (await VerifyAsync(app)).ShouldBe(0);

        var file = Directory.EnumerateFiles(Path.Combine(app.Options.Folder, "files"), "*.bin", SearchOption.AllDirectories).ShouldHaveSingleItem();
        if (altered)
        {
            await File.AppendAllTextAsync(file, "x");
        }
        else
        {
            File.Delete(file);
        }

        foreach (var address in (string[])["/A6/1?handler=Original", "/A6/1?handler=Result&kind=Csv"])
        {
            var page = await officer.GetAsync(address);
            page.Status.ShouldBe(HttpStatusCode.Conflict, address);
            page.Text.ShouldContain(words);
        }

        (await Machine.ProblemAsync(await machine.Http.GetAsync("/api/v1/receipts/1/result"))).ShouldBe((HttpStatusCode.Conflict, code));
        (await VerifyAsync(app)).ShouldBe(1);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task<int> VerifyAsync(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var command = scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == "verify-files");
        return await command.RunAsync(scope.ServiceProvider, new CommandLine(["verify-files"]), default);
    }

    private string PathOf(string path) => path.Length == 0 ? Options.Folder : Path.Combine(Options.Folder, path);

    private void Put(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), "x");
        File.SetUnixFileMode(PathOf(path), Everybodys);
    }
}
