using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Outages;

/// <summary>Takes a database away under whatever works on it.</summary>
internal static class Absence
{
    /// <summary>Stops its PostgreSQL, or overwrites the file of SQLite. Returns how it comes back.</summary>
    public static async Task<Func<Task>> BeginAsync(TestDatabase database)
    {
        if (database.Own is { } cluster)
        {
            await cluster.StopAsync();
            return cluster.StartAgainAsync;
        }

        await using var db = database.OpenDb();
        await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)");
        var connection = db.Database.GetConnectionString();
        var file = database.Options.SqliteFile;
        var whole = await File.ReadAllBytesAsync(file);
        await OverwriteAsync([.. Enumerable.Repeat((byte)'?', whole.Length)]);
        ForgetConnections();
        return async () =>
        {
            ForgetConnections();
            await OverwriteAsync(whole);
        };

        // In its place: cut off first, it would be an empty database for a moment.
        async Task OverwriteAsync(byte[] content)
        {
            await using var target = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            await target.WriteAsync(content);
        }

        // One that is open answers from its memory for a while.
        void ForgetConnections()
        {
            using var pooled = new SqliteConnection(connection);
            SqliteConnection.ClearPool(pooled);
        }
    }
}
