using StudentNet.Tests.Modules.Exchange;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

[assembly: HostingStartup(typeof(ImportStartup))]

namespace StudentNet.Tests.Modules.Exchange;

/// <summary>A server in a process of its own, to be killed and measured. It loads this assembly for a format whose rows are marks.</summary>
internal sealed class ImportServer(DataOptions data, params string[] options) : IAsyncDisposable
{
    private readonly Uri _address = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(10);

    private readonly ConcurrentQueue<string> _words = new();
    private Process? _process;

    /// <summary>A program that is started instead, with the server as its last words: one that gives it other disks. Null: the server itself.</summary>
    public IReadOnlyList<string>? Within { get; init; }

    /// <summary>What it has said so far, line by line.</summary>
    public IReadOnlyCollection<string> Words => [.. _words];

    public Visitor Visitor() =>
        new(new HttpClient(new CookieContainerHandler { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } }) { BaseAddress = _address });

    public async Task StartAsync()
    {
        string[] words =
        [
            .. Within ?? [],
            "dotnet",
            "exec",
            "--depsfile", Beside("StudentNet.Tests.deps.json"),
            "--runtimeconfig", Beside("StudentNet.Tests.runtimeconfig.json"),
            Beside("StudentNet.dll"),
            "serve",
            "--urls", _address.ToString().TrimEnd('/'),
            .. options,
            .. TestDatabases.Arguments(data),
        ];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(ImportStartup).Assembly.GetName().Name;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = _address };
        await UntilAsync(async () =>
        {
            _process.HasExited.ShouldBeFalse(string.Join('\n', _words));
            try
            {
                using var answer = await http.GetAsync("/sign-in");
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, StartsWithin);
    }

    /// <summary>Resident memory now and its peak since the start, in bytes.</summary>
    public (long Now, long Peak) Memory()
    {
        var lines = File.ReadAllLines($"/proc/{_process!.Id}/status");
        return (Of("VmRSS:"), Of("VmHWM:"));

        long Of(string name) => 1024 * long.Parse(lines.Single(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Looks every few milliseconds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan longest)
    {
        using var patience = new CancellationTokenSource(longest);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>A path as the server sees it, which may have disks of its own.</summary>
    public string Seen(string path) => $"/proc/{_process!.Id}/root{path}";

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private void Keep(string? line) => _words.Enqueue(line ?? "");

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Brings the format into the server process.</summary>
internal sealed class ImportStartup : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddFileFormat(Format()));

    private static FileFormat Format() =>
        new()
        {
            Code = "marks",
            Title = "標記",
            Functions = ["M2.11"],
            Summary = "測試用。",
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("set", "組別", Cell.Text(10))],
            Columns = [new Column("name", "名稱", Cell.Text(40)) { Required = true }, new Column("note", "備註", Cell.Text(2000))],
            MaxBytes = 4L << 30,
            Accept = async (context, cancellation) =>
            {
                await using var command = await context.CommandAsync("insert into schedule_mark (name, done_until) select name, @now from {staging}", null, cancellation);
                await command.ExecuteNonQueryAsync(cancellation);
            },
        };
}
