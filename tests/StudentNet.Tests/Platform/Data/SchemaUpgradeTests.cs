using Microsoft.EntityFrameworkCore;
using Npgsql;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Data;

/// <summary>Starting while another program starts, or after one that was killed while it started.</summary>
public sealed class SchemaUpgradeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task What_a_killed_program_left_of_its_upgrade_keeps_nobody_waiting()
    {
        Assert.SkipUnless(TestDatabases.Dialect == Dialect.Sqlite, "On PostgreSQL a lock ends with its connection.");
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await using (var left = await db.CommandAsync("insert into \"__EFMigrationsLock\" (\"Id\", \"Timestamp\") values (1, '2026-11-30 00:00:00')"))
        {
            await left.ExecuteNonQueryAsync();
        }

        using var limit = new CancellationTokenSource(Patience);
        await SchemaUpgrade.RunAsync(db, database.Options, TextWriter.Null, limit.Token);
    }

    [Fact]
    public async Task Programs_that_start_at_once_on_nothing_make_one_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        var nothing = Nothing(database.Options);
        await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(async _ =>
                {
                    await using var db = TestDatabase.Open(nothing);
                    await SchemaUpgrade.RunAsync(db, nothing, TextWriter.Null);
                })
        );
        await using var made = TestDatabase.Open(nothing);
        (await made.Database.GetAppliedMigrationsAsync()).Count().ShouldBe(1);
        (await made.Set<PublishedView>().CountAsync()).ShouldBe(PublishedViews.All.Count);
        await made.Database.EnsureDeletedAsync();
    }

    [Fact]
    public async Task A_start_that_has_to_wait_says_for_what_and_goes_on_when_the_other_has_ended()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await using var words = new StringWriter();
        var said = TextWriter.Synchronized(words);
        using var limit = new CancellationTokenSource(Patience);
        Task starting;
        await using (await OtherAsync(database.Options))
        {
            starting = SchemaUpgrade.RunAsync(db, database.Options, said, limit.Token);
            while (!words.ToString().Contains("正在升級資料庫的表格", StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
            }

            starting.IsCompleted.ShouldBeFalse();
        }

        await starting;
        words.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, "it is said once");
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_file_of_the_turn_and_the_database_are_the_owners_alone_from_the_first_moment()
    {
        Assert.SkipUnless(TestDatabases.Dialect == Dialect.Sqlite, "On PostgreSQL there are no such files.");
        await using var database = await TestDatabase.CreateAsync();
        var nothing = Nothing(database.Options);
        await using (var db = TestDatabase.Open(nothing))
        {
            await SchemaUpgrade.RunAsync(db, nothing, TextWriter.Null);
        }

        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(Path.Combine(nothing.Folder, SchemaUpgrade.TurnFile)).ShouldBe(own);
        File.GetUnixFileMode(nothing.SqliteFile).ShouldBe(own);
        await using var made = TestDatabase.Open(nothing);
        await made.Database.EnsureDeletedAsync();
    }

    /// <summary>Another program that has the turn.</summary>
    private static async Task<IAsyncDisposable> OtherAsync(DataOptions options)
    {
        if (options.Postgres is null)
        {
            return new FileStream(Path.Combine(options.Folder, SchemaUpgrade.TurnFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }

        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.Postgres) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_lock(@key)", connection);
        take.Parameters.AddWithValue("key", SchemaUpgrade.TurnKey);
        await take.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>A database that is not there yet, beside one that is.</summary>
    private static DataOptions Nothing(DataOptions beside) =>
        new(
            Path.Combine(beside.Folder, "nothing"),
            beside.Postgres is { } postgres ? new NpgsqlConnectionStringBuilder(postgres) { Database = $"{Path.GetFileName(beside.Folder)}_nothing" }.ConnectionString : null
        );
}
