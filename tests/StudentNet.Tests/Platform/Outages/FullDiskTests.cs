using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange;

namespace StudentNet.Tests.Platform.Outages;

/// <summary>A server whose disk for received files is a megabyte.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_file_for_which_there_is_no_room_gets_no_receipt_and_leaves_nothing_and_a_smaller_one_is_taken()
    {
        OwnDisks.SkipUnlessPossible();
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = database.OpenDb())
        {
            await SmallCountry.SeedAsync(db);
            await SignIn.SeedAsync(db);
            db.Add(new Installation { Mode = InstallationMode.Training, StartedAt = TestApp.Start.UtcDateTime, ReadyAt = TestApp.Start.UtcDateTime });
            await db.SaveAsync(Act.System("開始", "system.test", TestApp.Start.UtcDateTime));
        }

        var files = Directory.CreateDirectory(Path.Combine(database.Options.Folder, "files")).FullName;
        await using var server = new ImportServer(database.Options, "--no-worker") { Within = OwnDisks.With("mount -t tmpfs -o size=1m none \"$0\"", files) };
        await server.StartAsync();
        using var visitor = server.Visitor();
        await SignIn.SignInAsync(visitor, Persona.Ministry);

        var refused = await UploadAsync(visitor, 4_000_000);
        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, refused.Text);
        refused.Text.ShouldContain("伺服器的磁碟滿了，不能儲存，這次輸入的內容沒有儲存");
        Directory.EnumerateFiles(server.Seen(files), "*", SearchOption.AllDirectories).ShouldBeEmpty();
        (await ReceiptsAsync(database)).ShouldBe(0);

        var taken = await UploadAsync(visitor, 100_000);
        taken.Status.ShouldBe(HttpStatusCode.OK, taken.Text);
        (await ReceiptsAsync(database)).ShouldBe(1);
        Directory.EnumerateFiles(server.Seen(files), "*.bin", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    private static async Task<TestPage> UploadAsync(Visitor visitor, int bytes)
    {
        var page = await visitor.OpenAsync("/A6/new/marks");
        return await page.SubmitAsync(form =>
        {
            form["Settings[set]"] = "a";
            form.Attach("File", Encoding.UTF8.GetBytes("名稱,備註\r\n" + new string((char)97, bytes)), "marks.csv");
        });
    }

    private static async Task<int> ReceiptsAsync(TestDatabase database)
    {
        await using var db = database.OpenDb();
        return await db.Set<Receipt>().CountAsync();
    }
}
