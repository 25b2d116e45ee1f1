using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StudentNet.Tests.Platform.Mail;

/// <summary>A mail server on the loopback that takes every letter, offers no encryption and keeps what was said to it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _said = [];
    private readonly Task _listening;

    public MailServer()
    {
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every line of the client, letters included.</summary>
    public IReadOnlyList<string> Said => [.. _said];

    /// <summary>Done when a client has come and gone.</summary>
    public Task Left => _left.Task;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await TalkAsync(client.GetStream());
                _left.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await AnswerAsync("220 test");
        var isLetter = false;
        while (await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            _said.Enqueue(line);
            if (isLetter)
            {
                isLetter = line != ".";
                if (!isLetter)
                {
                    await AnswerAsync("250 taken");
                }

                continue;
            }

            isLetter = line == "DATA";
            await AnswerAsync(line.Split(' ')[0] switch { "EHLO" => "250-test\r\n250 AUTH PLAIN", "AUTH" => "235 in", "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 well" });
        }

        async Task AnswerAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes($"{text}\r\n"), _stopping.Token);
    }
}
