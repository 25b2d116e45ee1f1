using System.Diagnostics;
using Npgsql;

namespace StudentNet.Tests.Infrastructure;

/// <summary>
/// A private PostgreSQL of this test process: made by initdb in a temporary folder, reached over a Unix socket there, durable only if asked to be.
/// Never root: a run as root lends it to the user <c>postgres</c>. It cannot outlive the tests, whatever ends them: a shell keeps the cluster
/// while our end of its input is open, then stops it and deletes the folder.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Port = "5432";

    private const string Keeper = """
        trap '' INT TERM HUP
        end() { "$bin/pg_ctl" -D "$data" -m "$stop" -w stop >"$folder/stop.log" 2>&1; rm -rf "$folder"; }
        trap end EXIT
        [ -e "$data/PG_VERSION" ] || "$bin/initdb" -D "$data" -U studentnet -A trust -E UTF8 --no-locale --no-sync >"$folder/initdb.log" 2>&1 \
            || { cat "$folder/initdb.log" >&2; exit 1; }
        "$bin/pg_ctl" -D "$data" -l "$folder/server.log" -w -o "$settings" start >"$folder/start.log" 2>&1 \
            || { cat "$folder/start.log" "$folder/server.log" >&2; exit 1; }
        echo ready
        cat >"$folder/input"
        """;

    private readonly Process _keeper;
    private readonly string _folder;
    private readonly string _data;
    private readonly string _settings;

    private PostgresCluster(Process keeper, string folder, string data, string settings)
    {
        _keeper = keeper;
        _folder = folder;
        _data = data;
        _settings = settings;
    }

    /// <summary>Makes and starts a cluster; throws with the server's own words when it does not come up.</summary>
    /// <param name="durable">It keeps what it commits, at the cost that has in production: for measuring.</param>
    /// <param name="keptIn">Folder of data that outlive this process; null: they go with it.</param>
    /// <param name="more">Further settings, as the server's command line has them.</param>
    public static async Task<PostgresCluster> StartAsync(bool durable = false, string? keptIn = null, string more = "")
    {
        // Short, because the path of a Unix socket may have 107 characters.
        var folder = Directory.CreateTempSubdirectory("sn-pg-").FullName;
        var data = keptIn is null ? Path.Combine(folder, "data") : Path.GetFullPath(keptIn);
        var settings = string.Join(
            ' ',
            $"-c listen_addresses='' -c port={Port} -c unix_socket_directories={folder}",
            durable ? "" : "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0",
            "-c max_connections=200 -c shared_buffers=256MB -c max_wal_size=4GB -c jit=off -c timezone=UTC",
            more
        );
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", Keeper },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["bin"] = Programs(),
                ["folder"] = folder,
                ["data"] = data,
                ["stop"] = keptIn is null ? "immediate" : "fast",
                ["settings"] = settings,
            },
        };
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", folder);
            if (keptIn is not null)
            {
                Directory.CreateDirectory(data);
                await RunAsync("chown", "postgres", data);
            }

            start.UserName = "postgres";
        }

        var keeper = Process.Start(start)!;
        var complaints = keeper.StandardError.ReadToEndAsync();
        if (await keeper.StandardOutput.ReadLineAsync() != "ready")
        {
            await keeper.WaitForExitAsync();
            throw new InvalidOperationException($"PostgreSQL does not start: {await complaints}");
        }

        return new PostgresCluster(keeper, folder, data, settings);
    }

    /// <summary>Connection string of one of its databases.</summary>
    public string Connection(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _folder,
            Port = int.Parse(Port, System.Globalization.CultureInfo.InvariantCulture),
            Username = "studentnet",
            Database = database,
            MaxPoolSize = 30,
            IncludeErrorDetail = true,
        }.ToString();

    /// <summary>Runs one statement that concerns databases, such as <c>create database</c>.</summary>
    public async Task AdministerAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Takes the server away, as a machine that loses its power does: connections are cut. The cluster can be started again.</summary>
    public Task StopAsync() => ControlAsync("-m", "immediate", "-w", "stop");

    /// <summary>Brings it back.</summary>
    public Task StartAgainAsync() => ControlAsync("-l", Path.Combine(_folder, "server.log"), "-w", "-o", _settings, "start");

    private async Task ControlAsync(params string[] words)
    {
        // Its output goes nowhere: the server would keep a pipe of ours open for as long as it runs.
        string[] line = ["-c", "\"$@\" >/dev/null 2>&1 </dev/null", "sh", Path.Combine(Programs(), "pg_ctl"), "-D", _data, .. words];
        var start = new ProcessStartInfo("/bin/sh", line) { WorkingDirectory = _folder };
        if (Environment.UserName == "root")
        {
            start.UserName = "postgres";
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"pg_ctl {string.Join(' ', words)} failed.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }

    /// <summary>The folder of initdb and pg_ctl: the newest of Debian's, or wherever the path has them.</summary>
    private static string Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return folders
                .Select(d => Path.Combine(d, "bin"))
                .Concat(Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [])
                .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")))
            ?? throw new InvalidOperationException("The tests on PostgreSQL need its server programs (Debian: postgresql). ./test installs them.");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var complaints = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {complaints}");
        }
    }
}
