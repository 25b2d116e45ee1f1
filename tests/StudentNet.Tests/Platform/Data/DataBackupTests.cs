using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Data;

/// <summary>Copies of the data folder: taken while it is worked on, put back whole, and refused where they would destroy something.</summary>
public sealed class DataBackupTests
{
    private const string Original = "files/ab/abcd.bin";

    [Fact]
    public async Task What_was_saved_while_somebody_writes_is_put_back_whole_and_the_audit_holds()
    {
        await using var it = await Saved.CreateAsync(writing: true);
        if (it.Data.Postgres is null)
        {
            File.Exists(Path.Combine(it.Backup, "studentnet.db")).ShouldBeTrue();
        }

        Directory.EnumerateFiles(it.Backup, "*-wal", SearchOption.AllDirectories).ShouldBeEmpty("a log beside another database destroys it");
        Directory.Exists(Path.Combine(it.Backup, "temp")).ShouldBeFalse("nobody needs what was on its way");

        (await DataBackup.RestoreAsync(it.Elsewhere, it.Backup)).ShouldBeNull();

        (await File.ReadAllTextAsync(Path.Combine(it.Elsewhere.Folder, Original))).ShouldBe("原檔");
        if (it.Elsewhere.Postgres is null)
        {
            await using var db = TestDatabase.Open(it.Elsewhere);
            (await db.Database.SqlQuery<string>($"pragma integrity_check").ToListAsync()).ShouldBe(["ok"]);
            var anchor = new AuditAnchorFile(it.Elsewhere).Read(out var isAltered).ShouldNotBeNull();
            isAltered.ShouldBeFalse("the key came with it");
            (await new AuditCheck(db).RunAsync(anchor)).ShouldAllBe(r => r.Break == null);
        }
    }

    [Fact]
    public async Task Nothing_is_put_beside_what_is_there()
    {
        await using var it = await Saved.CreateAsync();
        (await DataBackup.SaveAsync(it.Data, it.Backup, TestApp.Start.UtcDateTime)).ShouldNotBeNull().Code.ShouldBe("backup.not-empty");
        (await DataBackup.RestoreAsync(it.Data, it.Backup)).ShouldNotBeNull().Code.ShouldBe("backup.folder-in-use");
        (await DataBackup.SaveAsync(it.Data, Path.Combine(it.Data.Folder, "inside"), TestApp.Start.UtcDateTime)).ShouldNotBeNull().Code.ShouldBe("backup.inside");
        (await DataBackup.RestoreAsync(it.Elsewhere, it.Data.Folder)).ShouldNotBeNull().Code.ShouldBe("backup.none");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backup_that_has_changed_since_is_not_put_back(bool isGone)
    {
        await using var it = await Saved.CreateAsync();
        var path = Path.Combine(it.Backup, Original);
        if (isGone)
        {
            File.Delete(path);
        }
        else
        {
            await File.AppendAllTextAsync(path, "改");
        }

        (await DataBackup.RestoreAsync(it.Elsewhere, it.Backup)).ShouldNotBeNull().Message.ShouldContain(Original);
    }

    [Fact]
    public async Task A_database_that_is_damaged_in_the_middle_is_no_backup()
    {
        Assert.SkipUnless(TestDatabases.Dialect == Dialect.Sqlite, "PostgreSQL is saved by its own means.");
        await using var database = await TestDatabase.CreateAsync();
        await using (var file = new FileStream(database.Options.SqliteFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // Behind the first page, which says what the file is; a page that is only read when it is asked for.
            file.Position = file.Length / 2;
            file.Write([.. Enumerable.Repeat((byte)'?', 64 << 10)]);
        }

        var to = database.Options.Folder + "-copy";
        (await DataBackup.SaveAsync(database.Options, to, TestApp.Start.UtcDateTime)).ShouldNotBeNull().Code.ShouldBe("backup.damaged");
        File.Exists(Path.Combine(to, DataBackup.ListName)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_cannot_lead_out_of_the_folder()
    {
        await using var it = await Saved.CreateAsync();
        await File.AppendAllTextAsync(Path.Combine(it.Backup, DataBackup.ListName), "00  ../outside\n");
        (await DataBackup.RestoreAsync(it.Elsewhere, it.Backup)).ShouldNotBeNull().Code.ShouldBe("backup.list");
    }

    /// <summary>A database with files, saved.</summary>
    private sealed class Saved(TestDatabase database, string backup) : IAsyncDisposable
    {
        public DataOptions Data => database.Options;

        public string Backup => backup;

        /// <summary>A folder that is not there yet.</summary>
        public DataOptions Elsewhere { get; } = database.Options with { Folder = backup + "-back" };

        public static async Task<Saved> CreateAsync(bool writing = false)
        {
            var database = await TestDatabase.CreateAsync();
            var it = new Saved(database, Directory.CreateTempSubdirectory("sn-backup-").FullName);
            DataFolder.Make(Path.GetDirectoryName(Path.Combine(it.Data.Folder, Original))!);
            await File.WriteAllTextAsync(Path.Combine(it.Data.Folder, Original), "原檔");
            await using (DataFolder.Temporary(it.Data))
            {
                await using var db = database.OpenDb();
                await new AuditAnchorFile(it.Data).KeepAsync(db, TestApp.Start.UtcDateTime);
                using var enough = new CancellationTokenSource();
                // On a thread of its own: the embedded database never lets go of one.
                var work = writing ? Task.Run(() => WriteAsync(database, enough.Token)) : Task.CompletedTask;
                (await DataBackup.SaveAsync(it.Data, it.Backup, TestApp.Start.UtcDateTime)).ShouldBeNull();
                await enough.CancelAsync();
                await work;
            }

            return it;
        }

        private static async Task WriteAsync(TestDatabase database, CancellationToken enough)
        {
            await using var db = database.OpenDb();
            do
            {
                await db.SaveAsync(new Act("測試", "N3.31", TestApp.Start.UtcDateTime, "980601", "98010") { AccountId = 1 }, CancellationToken.None);
            } while (!enough.IsCancellationRequested);
        }

        public async ValueTask DisposeAsync()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            foreach (var folder in new[] { backup, Elsewhere.Folder }.Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }

            await database.DisposeAsync();
        }
    }
}
