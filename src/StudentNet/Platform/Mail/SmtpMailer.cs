using System.Net.Sockets;
using System.Threading.Channels;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Mail;

/// <summary>
/// Sends letters by SMTP, one after the other behind the requests that write them: how long an answer takes must not tell whether a letter went
/// out. While the mail server is away letters wait and are tried again, as long as what is in them is good; one that the server does not want is tried
/// three times. What is dropped is a line in the log; its reader asks for another. Letters wait in memory: they hold links that set a password.
/// </summary>
internal sealed partial class SmtpMailer(IOptions<MailOptions> options, TimeProvider time, OutageLog outages, ILogger<SmtpMailer> log) : BackgroundService, IMailer
{
    private const int Tries = 3;
    private const int Most = 1000;
    private const int TlsFromTheFirstByte = 465;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>A link in a letter is good for an hour.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private readonly MailOptions _mail = options.Value;
    private readonly Channel<(Letter Letter, long Since)> _letters = Channel.CreateBounded<(Letter, long)>(Most);

    private enum Outcome
    {
        Sent,

        /// <summary>The server does not answer, or lets nobody in: no letter would go.</summary>
        Away,

        /// <summary>It does not want this letter.</summary>
        Refused,
    }

    /// <summary>How long one conversation with the server may take. A server that takes a connection and says nothing must not keep the other letters.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Measures pauses; not the training clock.</summary>
    internal TimeProvider Machine { get; init; } = TimeProvider.System;

    public Task SendAsync(Letter letter, CancellationToken cancellation = default)
    {
        // Never waits: whoever asks for a letter has no part in it that a thousand others wait.
        if (!_letters.Writer.TryWrite((letter, Machine.GetTimestamp())))
        {
            LogDropped(1, $"{Most} others wait");
        }

        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_letters.Reader.Count is > 0 and var left)
        {
            LogDropped(left, "the server stops");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (letter, since) in _letters.Reader.ReadAllAsync(stoppingToken))
        {
            for (var attempt = 1; await TryAsync(letter, attempt, stoppingToken) is var outcome and not Outcome.Sent; attempt++)
            {
                if (outcome == Outcome.Refused ? attempt == Tries : Machine.GetElapsedTime(since) >= Lasts)
                {
                    LogDropped(1, outcome == Outcome.Refused ? "the mail server does not take it" : "what is in it is no longer good");
                    break;
                }

                await Task.Delay(Pause, Machine, stoppingToken);
            }
        }
    }

    private SecureSocketOptions Encryption =>
        _mail switch
        {
            { Encryption: MailEncryption.WhenOffered } => SecureSocketOptions.StartTlsWhenAvailable,
            { Port: TlsFromTheFirstByte } => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        };

    private async Task<Outcome> TryAsync(Letter letter, int attempt, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, Machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(_mail.Host!, _mail.Port, Encryption, either.Token);
            if (_mail.User is { } user)
            {
                await client.AuthenticateAsync(user, _mail.Password ?? "", either.Token);
            }

            using var message = Mime.Of(letter, _mail.From, time.GetUtcNow());
            await client.SendAsync(message, either.Token);
            await client.DisconnectAsync(quit: true, either.Token);
            return Outcome.Sent;
        }
        // Never the exception itself: servers repeat the address in their answers.
        catch (Exception failure) when (failure is MailKit.CommandException or FormatException && failure is not AuthenticationException)
        {
            LogFailure(failure.GetType().Name, attempt);
            return Outcome.Refused;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            outages.Say(Outage.MailAway, $"no answer in {Patience.TotalSeconds:0} seconds", "a letter");
            return Outcome.Away;
        }
        catch (Exception failure) when (failure is IOException or SocketException or TimeoutException or MailKit.ProtocolException or AuthenticationException or SslHandshakeException or NotSupportedException)
        {
            var cause = failure switch
            {
                NotSupportedException => "it offers no TLS, or no sign-in",
                SocketException { SocketErrorCode: var code } => code.ToString(),
                _ => failure.GetType().Name,
            };
            outages.Say(Outage.MailAway, cause, "a letter");
            return Outcome.Away;
        }
    }

    [LoggerMessage(LogLevel.Error, "The mail server did not take a letter: {Failure} (attempt {Attempt}).")]
    private partial void LogFailure(string failure, int attempt);

    [LoggerMessage(LogLevel.Error, "{Number} letter(s) dropped: {Reason}.")]
    private partial void LogDropped(int number, string reason);
}
