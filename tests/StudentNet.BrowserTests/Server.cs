using System.Diagnostics;

namespace StudentNet.BrowserTests;

/// <summary>The real application in a process of its own on a free port.</summary>
internal sealed class Server : IDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly List<string> _talk = [];
    private readonly TaskCompletionSource<Uri> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private Server(string folder, string environment)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [TrainingCounty.Application, "--urls", "http://127.0.0.1:0", "--data", folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
                // Everybody in these tests signs in from one address.
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment, ["rate-limits__address"] = "0" },
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, e) => Hear(e.Data);
        _process.ErrorDataReceived += (_, e) => Hear(e.Data);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException($"The application does not start:\n{Talk()}"));
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => _started.Task.Result;

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<Server> StartAsync(string folder, string environment)
    {
        var server = new Server(folder, environment);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        await server._started.Task.WaitAsync(TimeSpan.FromMinutes(3));
        return server;
    }

    /// <summary>What it has printed so far.</summary>
    public string Talk()
    {
        lock (_talk)
        {
            return string.Join('\n', _talk);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_talk)
        {
            _talk.Add(line);
        }

        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            _started.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        }
    }
}
