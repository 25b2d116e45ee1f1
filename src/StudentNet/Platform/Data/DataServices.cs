using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Data;

/// <summary>Where the data live: a PostgreSQL connection string, or none for the embedded database in the data folder.</summary>
/// <param name="Folder">Folder of the embedded database, the received files and the keys.</param>
/// <param name="Postgres">Connection string (<c>Host=…</c>), or null.</param>
public sealed record DataOptions(string Folder, string? Postgres)
{
    /// <summary>File of the embedded database.</summary>
    public string SqliteFile => Path.Combine(Folder, "studentnet.db");
}

/// <summary>Registers the one context for the database that was chosen.</summary>
public static class DataServices
{
    public static IServiceCollection AddData(this IServiceCollection services, DataOptions options)
    {
        DataFolder.Make(options.Folder);
        services.AddSingleton(options);
        services.AddScoped<ICommand, BackupCommand>().AddScoped<ICommand, RestoreCommand>();
        if (options.Postgres is not null)
        {
            services.AddDbContext<StudentNetDb, PostgresDb>((provider, o) => UsePostgres(o, provider.GetRequiredService<DataOptions>().Postgres!));
        }
        else
        {
            services.AddDbContext<StudentNetDb, SqliteDb>((provider, o) => UseSqlite(o, provider.GetRequiredService<DataOptions>().SqliteFile));
        }

        return services;
    }

    public static void UsePostgres(DbContextOptionsBuilder builder, string connection) =>
        builder.UseNpgsql(connection).UseSnakeCaseNamingConvention();

    public static void UseSqlite(DbContextOptionsBuilder builder, string file) =>
        builder
            .UseSqlite(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    ForeignKeys = true,
                    DefaultTimeout = 60,
                }.ToString()
            )
            .AddInterceptors(SqlitePragmas.Instance)
            .UseSnakeCaseNamingConvention();

    /// <summary>
    /// Write-ahead log: readers are never disturbed by a writer. A writer that finds the lock taken waits inside SQLite, which looks again after
    /// a millisecond; the provider's own waiting sleeps 150 ms at a time.
    /// </summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        private const string Text = "pragma busy_timeout = 60000; pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16384;";

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Text;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            System.Data.Common.DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Text;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
