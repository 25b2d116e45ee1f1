using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Infrastructure;

/// <summary>A fresh, prepared database of one's own, on SQLite or PostgreSQL as the run chose; dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(DataOptions options) => Options = options;

    /// <summary>Where it is.</summary>
    public DataOptions Options { get; }

    /// <summary>Which SQL it speaks.</summary>
    public static Dialect Dialect => TestDatabases.Dialect;

    /// <summary>Copies the template: milliseconds on either database.</summary>
    public static async Task<TestDatabase> CreateAsync() => new(await TestDatabases.CopyAsync());

    /// <summary>A context as the application would have it; the caller disposes of it.</summary>
    public StudentNetDb OpenDb() => Open(Options);

    public async ValueTask DisposeAsync() => await TestDatabases.DropAsync(Options);

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
