using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Infrastructure;

/// <summary>A fresh, prepared database of one's own, on SQLite or PostgreSQL as the run chose; dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(DataOptions options, PostgresCluster? own = null) => (Options, Own) = (options, own);

    /// <summary>Where it is.</summary>
    public DataOptions Options { get; }

    /// <summary>The PostgreSQL that only this database is in (<see cref="AloneAsync"/>).</summary>
    public PostgresCluster? Own { get; }

    /// <summary>Which SQL it speaks.</summary>
    public static Dialect Dialect => TestDatabases.Dialect;

    /// <summary>Copies the template: milliseconds on either database.</summary>
    public static async Task<TestDatabase> CreateAsync() => new(await TestDatabases.CopyAsync());

    /// <summary>On a server of its own, where there is one, which a test may stop; seconds on PostgreSQL.</summary>
    public static async Task<TestDatabase> AloneAsync()
    {
        if (Dialect == Dialect.Sqlite)
        {
            return await CreateAsync();
        }

        // One that is stopped must keep what it has committed.
        var cluster = await PostgresCluster.StartAsync(durable: true);
        await cluster.AdministerAsync("create database alone");
        var options = new DataOptions(Directory.CreateTempSubdirectory("sn-alone-").FullName, cluster.Connection("alone"));
        await using var db = Open(options);
        await SchemaUpgrade.RunAsync(db, options, TextWriter.Null);
        return new TestDatabase(options, cluster);
    }

    /// <summary>A context as the application would have it; the caller disposes of it.</summary>
    public StudentNetDb OpenDb() => Open(Options);

    public async ValueTask DisposeAsync()
    {
        if (Own is null)
        {
            await TestDatabases.DropAsync(Options);
            return;
        }

        await Own.DisposeAsync();
        Directory.Delete(Options.Folder, recursive: true);
    }

    internal static StudentNetDb Open(DataOptions options)
    {
        if (options.Postgres is { } postgres)
        {
            var builder = new DbContextOptionsBuilder<PostgresDb>();
            DataServices.UsePostgres(builder, postgres);
            return new PostgresDb(builder.Options);
        }
        else
        {
            var builder = new DbContextOptionsBuilder<SqliteDb>();
            DataServices.UseSqlite(builder, options.SqliteFile);
            return new SqliteDb(builder.Options);
        }
    }
}
