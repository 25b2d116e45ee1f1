using System.Collections.Concurrent;
using StudentNet.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using StudentNet.Platform.Data;

[assembly: AssemblyFixture(typeof(TestDatabases))]

namespace StudentNet.Tests.Infrastructure;

/// <summary>
/// What the databases of one test process share: the dialect that <c>STUDENTNET_TEST_DATABASE</c> chose, the cluster when that is PostgreSQL,
/// and a template that has gone through the application's own preparation once. Made at the first need, gone at the end.
/// </summary>
public sealed class TestDatabases : IAsyncDisposable
{
    // Replaced at the end of a run: a process may be asked to run tests again (a tool that changes the rules one by one does).
    private static Lazy<Task<Template>> s_prepared = new(PrepareAsync);
    private static int s_count;

    private static readonly Dialect? s_dialect =
        Environment.GetEnvironmentVariable("STUDENTNET_TEST_DATABASE") switch
        {
            null or "" or "sqlite" => Dialect.Sqlite,
            "postgres" => Dialect.Postgres,
            "none" => null,
            var other => throw new InvalidOperationException($"STUDENTNET_TEST_DATABASE is sqlite, postgres or none, not {other}."),
        };

    /// <summary>The database that this process tests on.</summary>
    public static Dialect Dialect => s_dialect ?? throw new InvalidOperationException("A test that is said to touch no database ([WithoutDatabase]) asks for one.");

    public async ValueTask DisposeAsync()
    {
        var prepared = Interlocked.Exchange(ref s_prepared, new(PrepareAsync));
        if (!prepared.IsValueCreated)
        {
            return;
        }

        await HostPool.CloseAllAsync();
        SqliteConnection.ClearAllPools();
        var template = await prepared.Value;
        if (template.Cluster is { } cluster)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            await cluster.DisposeAsync();
        }

        Directory.Delete(template.Folder, recursive: true);
    }

    /// <summary>A folder and a database of its own, as the template is.</summary>
    internal static async Task<DataOptions> CopyAsync()
    {
        var template = await s_prepared.Value;
        var name = $"t{Interlocked.Increment(ref s_count)}";
        var folder = Path.Combine(template.Folder, name);
        Directory.CreateDirectory(folder);
        if (template.Cluster is not { } cluster)
        {
            var copy = new DataOptions(folder, null);
            File.Copy(template.Options.SqliteFile, copy.SqliteFile);
            return copy;
        }

        if (!template.Free.TryPop(out var database))
        {
            database = name;
            // File by file: by the log, which is what PostgreSQL does unless told, it costs four times as much.
            await cluster.AdministerAsync($"create database {database} template template_studentnet strategy file_copy");
        }

        return new DataOptions(folder, cluster.Connection(database));
    }

    /// <summary>Takes back what <see cref="CopyAsync"/> gave; a PostgreSQL database is for the next test, where it can be made as the template is.</summary>
    internal static async Task DropAsync(DataOptions copy)
    {
        var template = await s_prepared.Value;
        if (template is not { Cluster: { } cluster, Renewed: { } renewed })
        {
            ForgetConnections(copy);
        }
        else
        {
            var database = new NpgsqlConnectionStringBuilder(copy.Postgres).Database!;
            if (await WithConnectionAsync(copy, renewed.TryAsync))
            {
                template.Free.Push(database);
            }
            else
            {
                ForgetConnections(copy);
                await cluster.AdministerAsync($"drop database if exists {database} with (force)");
            }
        }

        Directory.Delete(copy.Folder, recursive: true);
    }

    private static async Task<Template> PrepareAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sn-tests-").FullName;
        var cluster = Dialect == Dialect.Postgres ? await PostgresCluster.StartAsync() : null;
        var options = new DataOptions(Path.Combine(folder, "template"), cluster?.Connection("template_studentnet"));
        if (cluster is not null)
        {
            await cluster.AdministerAsync("create database template_studentnet");
        }

        await using (var app = Application.Build(Arguments(options), builder => builder.Logging.ClearProviders()))
        {
            await Application.PrepareAsync(app);
        }

        if (cluster is null)
        {
            // Everything into the one file that is copied.
            await using var db = TestDatabase.Open(options);
            await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)");
        }

        // A PostgreSQL database with a connection, even an idle one of the pool, cannot be a template.
        var renewed = cluster is null ? null : await WithConnectionAsync(options, RenewedDatabase.OfAsync);
        ForgetConnections(options);
        return new Template(folder, options, cluster, renewed);
    }

    /// <summary>The command line that points the application at a database.</summary>
    internal static string[] Arguments(DataOptions options) =>
        options.Postgres is { } postgres ? ["--data", options.Folder, "--database", postgres] : ["--data", options.Folder];

    /// <summary>On a connection such as the application has, which stays in its pool.</summary>
    private static async Task<T> WithConnectionAsync<T>(DataOptions options, Func<NpgsqlConnection, Task<T>> work)
    {
        await using var db = TestDatabase.Open(options);
        return await work((NpgsqlConnection)db.Database.GetDbConnection());
    }

    private static void ForgetConnections(DataOptions options)
    {
        using var db = TestDatabase.Open(options);
        switch (db.Database.GetDbConnection())
        {
            case NpgsqlConnection connection:
                NpgsqlConnection.ClearPool(connection);
                break;
            case SqliteConnection connection:
                SqliteConnection.ClearPool(connection);
                break;
        }
    }

    private sealed record Template(string Folder, DataOptions Options, PostgresCluster? Cluster, RenewedDatabase? Renewed)
    {
        /// <summary>PostgreSQL databases that tests have finished with, as the template is.</summary>
        public ConcurrentStack<string> Free { get; } = new();
    }
}
