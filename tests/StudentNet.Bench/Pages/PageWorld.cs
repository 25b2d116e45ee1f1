using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench.Pages;

/// <summary>
/// A filled country, made once and kept: a database of the kept cluster, or a folder with the embedded one. Its name says how large it is and of which
/// tables and filling, so that a changed model makes a new one and the old one goes; it gets the name when it is whole.
/// </summary>
internal sealed record PageWorld(int Pupils, string Folder, string? Connection)
{
    private const string Unfinished = "unfinished";

    /// <summary>Gives the country of a size, filled now where it is not there yet.</summary>
    public static async Task<PageWorld> OpenAsync(string kept, PostgresCluster? cluster, int pupils)
    {
        var name = $"pages_{pupils}_{await VersionAsync(cluster is null)}";
        return cluster is null ? await OpenEmbeddedAsync(kept, name, pupils) : await OpenAsync(Path.Combine(kept, "files"), cluster, name, pupils);
    }

    private static async Task<PageWorld> OpenEmbeddedAsync(string kept, string name, int pupils)
    {
        var folder = Path.Combine(kept, name);
        if (!Directory.Exists(folder))
        {
            foreach (var old in Directory.EnumerateDirectories(kept, $"pages_{pupils}_*").Append(Path.Combine(kept, Unfinished)).Where(Directory.Exists))
            {
                Directory.Delete(old, recursive: true);
            }

            var draft = Directory.CreateDirectory(Path.Combine(kept, Unfinished)).FullName;
            await FillAsync(draft, null, pupils);
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Move(draft, folder);
        }

        return new PageWorld(pupils, folder, null);
    }

    private static async Task<PageWorld> OpenAsync(string folder, PostgresCluster cluster, string name, int pupils)
    {
        var there = new List<string>();
        await using (var connection = new NpgsqlConnection(cluster.Connection("postgres")))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("select datname from pg_database", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                there.Add(reader.GetString(0));
            }
        }

        Directory.CreateDirectory(folder);
        if (!there.Contains(name))
        {
            foreach (var old in there.Where(d => d == Unfinished || d.StartsWith($"pages_{pupils}_", StringComparison.Ordinal)))
            {
                await cluster.AdministerAsync($"drop database {old}");
            }

            await cluster.AdministerAsync($"create database {Unfinished}");
            await FillAsync(folder, cluster.Connection(Unfinished), pupils);
            NpgsqlConnection.ClearAllPools();
            await cluster.AdministerAsync($"alter database {Unfinished} rename to {name}");
        }

        return new PageWorld(pupils, folder, cluster.Connection(name));
    }

    private static async Task FillAsync(string folder, string? connection, int pupils)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  布置 {pupils:N0} 名學生 …"));
        await using var app = PageServer.Build(["--data", folder, "--no-worker", .. connection is null ? Array.Empty<string>() : ["--database", connection]], PageCountry.Now);
        await Application.PrepareAsync(app);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        await new PageCountry(pupils).FillAsync(scope.ServiceProvider, db);
        if (db.Dialect == Dialect.Postgres)
        {
            await using var command = await db.CommandAsync("vacuum analyze");
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Changes with the tables and with what fills them.</summary>
    private static async Task<string> VersionAsync(bool embedded)
    {
        await using var app = PageServer.Build(
            ["--data", Path.GetTempPath(), "--no-worker", .. embedded ? Array.Empty<string>() : ["--database", "Host=none;Username=none;Database=none"]],
            PageCountry.Now
        );
        await using var scope = app.Services.CreateAsyncScope();
        var tables = scope.ServiceProvider.GetRequiredService<StudentNetDb>().Database.GenerateCreateScript();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tables + PageCountry.Version)))[..8];
    }
}
