using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Data;

/// <summary>Where the data live: a PostgreSQL connection string, or none for the embedded database in the data folder.</summary>
/// <param name="Folder">Folder of the embedded database, the received files and the keys.</param>
/// <param name="Postgres">Connection string (<c>Host=…</c>), or null.</param>
public sealed record DataOptions(string Folder, string? Postgres)
{
    /// <summary>File of the embedded database.</summary>
    public string SqliteFile => Path.Combine(Folder, "studentnet.db");

    /// <summary>Refuses what can be no folder and no connection, before anything is made by it.</summary>
    internal void Check()
    {
        if (File.Exists(Folder))
        {
            throw new SettingException($"--data {Folder} 是檔案，不是資料夾。");
        }

        try
        {
            _ = new NpgsqlConnectionStringBuilder(Postgres);
        }
        catch (ArgumentException)
        {
            // Not its own words: they may repeat a part that is a password.
            throw new SettingException("--database 的連線字串看不懂，應為「Host=…;Database=…;Username=…;Password=…」。");
        }
    }
}

/// <summary>Registers the one context for the database that was chosen.</summary>
public static class DataServices
{
    /// <summary>
    /// What a connection to PostgreSQL is like unless its string says otherwise. It goes back to the pool as it is: nothing here leaves anything
    /// behind in one (temporary tables and settings end with their transaction), and to have the server discard everything costs as much as a
    /// statement. Statements that come again are prepared.
    /// </summary>
    private const string Usual = "No Reset On Close=true;Max Auto Prepare=100;Auto Prepare Min Usages=2;";

    /// <summary>
    /// What the mapper has made of each query: its statement and the code that reads the rows. Its own memory has room for about a thousand such things; to ask
    /// every page once makes nine hundred, and posts and runs come on top. One that was forgotten is compiled anew, which costs more than to run it.
    /// </summary>
    internal static readonly MemoryCache Statements = new(new MemoryCacheOptions { SizeLimit = 200_000 });

    public static IServiceCollection AddData(this IServiceCollection services, DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        DataFolder.Make(options.Folder);
        services.AddSingleton(options);
        services.AddOutageLog();
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

    /// <summary>Registers what tells the operator that something is away.</summary>
    public static IServiceCollection AddOutageLog(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new OutageLog(provider.GetRequiredService<ILogger<OutageLog>>(), TimeProvider.System));
        return services;
    }

    public static void UsePostgres(DbContextOptionsBuilder builder, string connection) =>
        builder.UseNpgsql(Usual + connection).UseMemoryCache(Statements).ConfigureWarnings(LogOnce).UseSnakeCaseNamingConvention();

    public static void UseSqlite(DbContextOptionsBuilder builder, string file) =>
        builder
            .UseSqlite(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    // A file that went away is not made anew: an empty database would be taken for a first start.
                    Mode = SqliteOpenMode.ReadWrite,
                    ForeignKeys = true,
                    DefaultTimeout = 60,
                }.ToString()
            )
            .AddInterceptors(SqlitePragmas.Instance)
            .UseMemoryCache(Statements)
            .ConfigureWarnings(LogOnce)
            .UseSnakeCaseNamingConvention();

    /// <summary>
    /// The framework logs a fault where it passes, with its stack, and again further up. Here it is logged once, by whoever ends the work: a request, a
    /// run, a command. Only there it is known whether something is away, which is one line a minute and not a stack for each request.
    /// </summary>
    private static void LogOnce(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(
            RelationalEventId.ConnectionError,
            RelationalEventId.TransactionError,
            RelationalEventId.CommandError,
            CoreEventId.QueryIterationFailed,
            CoreEventId.SaveChangesFailed,
            CoreEventId.OptimisticConcurrencyException
        );

    /// <summary>
    /// Write-ahead log: readers are never disturbed by a writer. A writer that finds the lock taken waits inside SQLite, which looks again after
    /// a millisecond; the provider's own waiting sleeps 150 ms at a time. What is committed is on the disk (full): a mark that a page has confirmed and a
    /// receipt that a machine was told of survive a power cut (decision 114).
    /// </summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        private const string Text = "pragma busy_timeout = 60000; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16384;";

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
