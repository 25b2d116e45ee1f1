using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudentNet.Platform.Commands;

namespace StudentNet.Bench.Pages;

/// <summary>The application as a server in a process of its own, so that its memory is its own, at a moment that stands.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    /// <summary>The word on this program's command line that makes it the server.</summary>
    public const string Verb = "serve-pages";

    private readonly Process _process;

    private PageServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>The most memory it has held so far, in MB.</summary>
    public long PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1_048_576;
        }
    }

    /// <summary>What it has used of the processors so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it on a free port and waits until it answers.</summary>
    /// <param name="now">What its clock says, from beginning to end.</param>
    /// <param name="hasWorker">Whether it also carries out runs, such as the checking of files.</param>
    public static async Task<PageServer> StartAsync(string folder, string? connection, DateTime now, bool hasWorker = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            // What a server is deployed with; everybody looks from one address here.
            Environment = { ["rate-limits__address"] = "0", ["second-factor"] = "optional", ["DOTNET_gcServer"] = "0" },
        };
        // Run by dotnet, or by its own starter.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(PageServer).Assembly.Location);
        }

        string[] line =
        [
            Verb,
            now.ToString("O", CultureInfo.InvariantCulture),
            "--data",
            folder,
            "--urls",
            "http://127.0.0.1:0",
            .. hasWorker ? Array.Empty<string>() : ["--no-worker"],
            .. connection is null ? Array.Empty<string>() : ["--database", connection],
        ];
        foreach (var word in line)
        {
            start.ArgumentList.Add(word);
        }

        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended before it had an address.");
        return new PageServer(process, new Uri(address));
    }

    /// <summary>Is the server until the process is killed; prints where it answers.</summary>
    public static async Task<int> ServeAsync(string[] words)
    {
        await using var app = Build(["serve", .. words[2..]], DateTime.Parse(words[1], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>The application at a moment that stands, with a log of what goes wrong only.</summary>
    public static WebApplication Build(string[] line, DateTime now) =>
        Application.Build(
            line,
            builder =>
            {
                // To the one output that nobody waits to read.
                builder.Logging.ClearProviders().AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
                builder.Services.AddSingleton<TimeProvider>(new StandingClock(now));
            }
        );

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
