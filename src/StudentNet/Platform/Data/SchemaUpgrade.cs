using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace StudentNet.Platform.Data;

/// <summary>
/// Brings tables and views up to date, at every start of the program. One program at a time: the others wait and say for what. The turn belongs to a
/// process or a connection and ends with it, so that a program that was killed in the middle keeps nobody waiting; what it had begun is one transaction
/// of the database and is gone.
/// </summary>
public static class SchemaUpgrade
{
    /// <summary>Key of PostgreSQL's advisory lock; any number that nothing else here uses.</summary>
    internal const long TurnKey = 0x5374_7564_656E_744E;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Name of the file in the data folder that is locked during an upgrade of SQLite.</summary>
    internal const string TurnFile = "upgrade.lock";

    /// <param name="say">Takes one line where this has to wait.</param>
    public static async Task RunAsync(StudentNetDb db, DataOptions data, TextWriter say, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(say);
        await using var turn = data.Postgres is null ? await TakeFileAsync(data, say, cancellation) : await TakeConnectionAsync(db, data.Postgres, say, cancellation);
        DataFolder.MakeDatabase(data);
        if (await Creator(db).ExistsAsync(cancellation))
        {
            // Migrating looks for this table first and, in a new PostgreSQL, logs its absence as a failure.
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellation);
            if (db.Dialect == Dialect.Sqlite)
            {
                await ForgetLockAsync(db, cancellation);
            }
        }

        await db.Database.MigrateAsync(cancellation);
        await DatabaseShape.BringUpToDateAsync(db, cancellation);
        await PublishedViews.BringUpToDateAsync(db, cancellation);
    }

    private static IRelationalDatabaseCreator Creator(StudentNetDb db) => db.GetService<IRelationalDatabaseCreator>();

    /// <summary>
    /// The framework keeps a lock of its own as a row. A killed program leaves it, and the next would wait for it for ever; whoever has the turn knows
    /// that nobody holds it.
    /// </summary>
    private static async Task ForgetLockAsync(StudentNetDb db, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync("create table if not exists \"__EFMigrationsLock\" (\"Id\" integer primary key, \"Timestamp\" text not null); delete from \"__EFMigrationsLock\"", null, cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<IAsyncDisposable> TakeFileAsync(DataOptions data, TextWriter say, CancellationToken cancellation)
    {
        var path = Path.Combine(DataFolder.Make(data.Folder).FullName, TurnFile);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return DataFolder.Hold(path);
            }
            catch (IOException e) when (Outage.Of(e) is null && File.Exists(path))
            {
                await WaitAsync(attempt, say, $"另一個程式正在升級資料庫的表格（{TurnFile}），等它完成…", cancellation);
            }
        }
    }

    private static async Task<IAsyncDisposable> TakeConnectionAsync(StudentNetDb db, string connection, TextWriter say, CancellationToken cancellation)
    {
        if (!await Creator(db).ExistsAsync(cancellation))
        {
            try
            {
                await Creator(db).CreateAsync(cancellation);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
            {
                // Another server made it in between.
            }
        }

        // Outside the pool: closing it is what gives the turn back.
        var own = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        try
        {
            await own.OpenAsync(cancellation);
            await using var take = new NpgsqlCommand("select pg_try_advisory_lock(@key)", own);
            take.Parameters.AddWithValue("key", TurnKey);
            for (var attempt = 0; !(bool)(await take.ExecuteScalarAsync(cancellation))!; attempt++)
            {
                await WaitAsync(attempt, say, "另一個程式正在升級資料庫的表格，等它完成…", cancellation);
            }

            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    private static async Task WaitAsync(int attempt, TextWriter say, string words, CancellationToken cancellation)
    {
        if (attempt == 0)
        {
            await say.WriteLineAsync(words);
        }

        await Task.Delay(Pause, cancellation);
    }
}
