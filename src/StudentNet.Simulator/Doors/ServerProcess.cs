using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StudentNet.Simulator.Doors;

/// <summary>
/// A server of the application as a process of its own: started, stopped, killed in the middle of its work and started again on the same data.
/// The process is ended with the simulator whatever happens.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(200);
    private const int WordsKept = 60;

    private readonly ServerSetting _setting;
    private readonly CleanUp _cleanUp = new();
    private readonly Queue<string> _words = new();
    private Process? _process;

    private ServerProcess(ServerSetting setting, Uri address)
    {
        _setting = setting;
        Address = address;
    }

    /// <summary>Where it answers; stays the same when it is started again.</summary>
    public Uri Address { get; }

    /// <summary>Starts it on a free port and waits until it answers.</summary>
    public static async Task<ServerProcess> StartAsync(ServerSetting setting, CancellationToken cancellation)
    {
        var server = new ServerProcess(setting, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}")));
        try
        {
            await server.StartAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A command of the application on the same data, while no server runs; gives what it printed.</summary>
    public static async Task<string> CommandAsync(ServerSetting setting, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(Information(setting, arguments)) ?? throw new InvalidOperationException("The application did not start.");
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var printed = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? printed : throw new RefusedException($"{string.Join(' ', arguments)}: {printed}{await errors}");
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        var process = Process.Start(Information(_setting, ["serve", "--urls", Address.ToString().TrimEnd('/')]))
            ?? throw new InvalidOperationException("The server did not start.");
        _cleanUp.Process(process.Id, _setting.DataFolder);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;

        using var door = new Door(Address, "server");
        for (var asked = Stopwatch.StartNew(); !await door.AnswersAsync("/sign-in", cancellation); await Task.Delay(BetweenQuestions, cancellation))
        {
            if (process.HasExited || asked.Elapsed > StartsWithin)
            {
                throw new RefusedException($"The server does not answer: {LastWords()}");
            }
        }
    }

    /// <summary>SIGKILL: no time to finish anything.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(cancellation);
        _process.Dispose();
        _process = null;
    }

    /// <summary>The one-time code that the first start printed beside a sign-in name.</summary>
    public string PrintedCode(string signInName)
    {
        lock (_words)
        {
            return _words.Select(line => line.Trim().Split('\t')).FirstOrDefault(words => words.Length > 1 && words[0] == signInName)?[1]
                ?? throw new RefusedException("The server printed no first account: is its database empty?");
        }
    }

    /// <summary>The application that was built beside this simulator.</summary>
    public static string BesideThis()
    {
        // …/src/StudentNet.Simulator/bin/<configuration>/net10.0/
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var configuration = framework.Parent!;
        var sources = configuration.Parent!.Parent!.Parent!;
        var path = Path.Combine(sources.FullName, "StudentNet", "bin", configuration.Name, framework.Name, "StudentNet.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("找不到 StudentNet.dll，請先建置 src/StudentNet，或以 --server 指定。", path);
    }

    /// <summary>What it said last.</summary>
    public string LastWords()
    {
        lock (_words)
        {
            return string.Join('\n', _words);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync(CancellationToken.None);
        }

        await _cleanUp.DisposeAsync();
    }

    private static ProcessStartInfo Information(ServerSetting setting, IReadOnlyList<string> arguments)
    {
        var information = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = setting.DataFolder,
            // The whole simulated country signs in from one address.
            Environment = { ["rate-limits__address"] = "0" },
        };
        string[] all = [setting.Assembly, .. arguments, "--data", setting.DataFolder, .. setting.Options];
        foreach (var argument in all)
        {
            information.ArgumentList.Add(argument);
        }

        return information;
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_words)
        {
            _words.Enqueue(line);
            if (_words.Count > WordsKept)
            {
                _words.Dequeue();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Which application is started on which data.</summary>
/// <param name="Assembly">Path of StudentNet.dll.</param>
/// <param name="Options">Further options of every command, such as the database.</param>
public sealed record ServerSetting(string Assembly, string DataFolder, IReadOnlyList<string> Options);
