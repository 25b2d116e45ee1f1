using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench;

/// <summary>The application on an empty database of its own; gone, with its data, when disposed.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static int s_count;
    private readonly WebApplication _app;

    private Site(WebApplication app, string folder, string database)
    {
        _app = app;
        Folder = folder;
        Database = database;
    }

    /// <summary>Its data folder.</summary>
    public string Folder { get; }

    /// <summary>sqlite or postgres.</summary>
    public string Database { get; }

    /// <summary>Whether PostgreSQL has counted tables as empty that the work then fills, which a planner that believes it makes slow.</summary>
    public static bool AnalysedEmpty { get; set; }

    /// <summary>Builds it; in a new database of the cluster, or in an embedded one.</summary>
    public static async Task<Site> CreateAsync(PostgresCluster? cluster)
    {
        var folder = Directory.CreateTempSubdirectory("sn-bench-").FullName;
        List<string> line = ["--data", folder, "--no-worker"];
        if (cluster is not null)
        {
            var name = $"bench{++s_count}";
            await cluster.AdministerAsync($"create database {name}");
            line.AddRange(["--database", cluster.Connection(name)]);
        }

        var app = Application.Build(
            [.. line],
            builder =>
            {
                builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
                builder.Services.AddSingleton<TimeProvider>(new StandingClock(Country.Now));
            }
        );
        await Application.PrepareAsync(app);
        return new Site(app, folder, cluster is null ? "sqlite" : "postgres");
    }

    /// <summary>Works in a context of its own and says how many seconds it took.</summary>
    public Task<double> TimeAsync(Func<StudentNetDb, Task> work) => TimeAsync((_, db) => work(db));

    /// <inheritdoc cref="TimeAsync(Func{StudentNetDb, Task})"/>
    public async Task<double> TimeAsync(Func<IServiceProvider, StudentNetDb, Task> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var watch = Stopwatch.StartNew();
        await work(scope.ServiceProvider, db);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Asks for runs and carries them out as a worker does. Returns seconds.</summary>
    public async Task<double> TimeRunsAsync(params IEnumerable<(string Kind, object Parameters, string Exclusive)> runs)
    {
        var asking = await TimeAsync(
            async (services, db) =>
            {
                var desk = services.GetRequiredService<IRuns>();
                foreach (var (kind, parameters, exclusive) in runs)
                {
                    await desk.RequestAsync(db, kind, parameters, exclusive, Act.System("量測", "system.bench", Country.Now));
                }
            }
        );
        return asking + await TimeQueuedAsync();
    }

    /// <summary>Carries out what is queued; a run that fails ends the bench. Returns seconds.</summary>
    public async Task<double> TimeQueuedAsync()
    {
        var seconds = await TimeAsync((services, _) => services.GetRequiredService<RunWorker>().RunAllAsync());
        await TimeAsync(async db =>
        {
            if (await db.Set<Run>().AsNoTracking().FirstOrDefaultAsync(r => r.Status != RunStatus.Done) is { } failed)
            {
                throw new InvalidOperationException($"Run {failed.Id} {failed.Kind} is {failed.Status}: {failed.Failure}");
            }
        });
        return seconds;
    }

    /// <summary>Runs the yardstick: statements of one transaction. Returns seconds.</summary>
    public Task<double> TimeBareAsync(object parameters, params IEnumerable<string> statements) =>
        TimeAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var statement in statements)
            {
                await using var command = await db.CommandAsync(statement, parameters);
                await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        });

    /// <summary>
    /// Runs the yardstick: rows of text by a bare COPY (PostgreSQL) or prepared insert (SQLite) into one table whose first column is its key, in
    /// one transaction. Returns seconds.
    /// </summary>
    public Task<double> TimeInsertAsync(int rows, int columns, Func<int, string[]> row) =>
        TimeAsync(async db =>
        {
            const string table = "bare_rows";
            BulkColumn[] text = [.. Enumerable.Range(0, columns).Select(i => new BulkColumn($"c{i}", BulkType.Text))];
            await using var transaction = await db.Database.BeginTransactionAsync();
            await using (var create = await db.CommandAsync($"create table {table} ({string.Join(", ", text.Select(c => $"{c.Name} text"))}, primary key (c0))"))
            {
                await create.ExecuteNonQueryAsync();
            }

            await using (var writer = await BulkWriter.OpenAsync(db, table, text))
            {
                for (var n = 0; n < rows; n++)
                {
                    await writer.WriteAsync(row(n));
                }

                await writer.CompleteAsync();
            }

            await transaction.CommitAsync();
        });

    /// <summary>Runs the yardstick: the rows of tables copied into empty ones of the same columns, keys and indexes, in one transaction. Returns seconds.</summary>
    public async Task<double> TimeCopyAsync(params IReadOnlyList<string> tables)
    {
        var create = new List<string>();
        foreach (var table in tables)
        {
            create.AddRange(await EmptyCopyAsync(table));
        }

        return await TimeBareAsync(new { }, create.Concat(tables.Select(t => $"insert into bare_{t} select * from {t}")));
    }

    /// <summary>Statements that make <c>bare_</c> beside a table, without its foreign keys.</summary>
    private async Task<IReadOnlyList<string>> EmptyCopyAsync(string table)
    {
        if (Database == "postgres")
        {
            return [$"create table bare_{table} (like {table} including all)"];
        }

        var statements = new List<string>();
        await TimeAsync(async db =>
        {
            var stored = await db.Database
                .SqlQuery<string>($"select sql as \"Value\" from sqlite_master where tbl_name = {table} and type in ('table', 'index') and sql is not null order by type = 'index'")
                .ToListAsync();
            statements.AddRange(stored.Select(s => s.Replace($"\"{table}\"", $"\"bare_{table}\"", StringComparison.Ordinal).Replace("INDEX \"", "INDEX \"bare_", StringComparison.Ordinal)));
        });
        return statements;
    }

    /// <summary>
    /// After loading: statistics as a PostgreSQL that has run for a day would have them. Its housekeeping never touches a table that nothing has
    /// been written to; somebody who analyses the whole database does (<see cref="AnalysedEmpty"/>). The embedded database is left as the
    /// application leaves it.
    /// </summary>
    public Task SettleAsync() =>
        TimeAsync(async db =>
        {
            if (db.Dialect == Dialect.Postgres)
            {
                var isEveryTable = AnalysedEmpty;
                var tables = await db.Database
                    .SqlQuery<string>(
                        $"""
                        select relname::text as "Value" from pg_class
                        where relkind = 'r' and relnamespace = 'public'::regnamespace and ({isEveryTable} or pg_relation_size(oid) > 0)
                        """
                    )
                    .ToListAsync();
                await using var command = await db.CommandAsync($"vacuum analyze {string.Join(", ", tables.Select(t => $"\"{t}\""))}");
                await command.ExecuteNonQueryAsync();
            }
        });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
