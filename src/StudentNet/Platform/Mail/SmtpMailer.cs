using System.Threading.Channels;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace StudentNet.Platform.Mail;

/// <summary>
/// Sends letters by SMTP, one after the other behind the requests that write them: how long an answer takes must not tell whether a letter went
/// out. A letter that the server does not take is tried again, then dropped with a line in the log; its reader asks for another.
/// </summary>
internal sealed partial class SmtpMailer(IOptions<MailOptions> options, TimeProvider time, ILogger<SmtpMailer> log) : BackgroundService, IMailer
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private readonly Channel<Letter> _letters = Channel.CreateBounded<Letter>(1000);

    public async Task SendAsync(Letter letter, CancellationToken cancellation = default) => await _letters.Writer.WriteAsync(letter, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var letter in _letters.Reader.ReadAllAsync(stoppingToken))
        {
            for (var attempt = 1; !await TryAsync(letter, attempt, stoppingToken) && attempt < Tries; attempt++)
            {
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            }
        }
    }

    private async Task<bool> TryAsync(Letter letter, int attempt, CancellationToken cancellation)
    {
        var mail = options.Value;
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(mail.Host!, mail.Port, SecureSocketOptions.StartTlsWhenAvailable, cancellation);
            if (mail.User is { } user)
            {
                await client.AuthenticateAsync(user, mail.Password ?? "", cancellation);
            }

            using var message = Mime.Of(letter, mail.From, time.GetUtcNow());
            await client.SendAsync(message, cancellation);
            await client.DisconnectAsync(quit: true, cancellation);
            return true;
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException or MailKit.ProtocolException or MailKit.CommandException or AuthenticationException or SslHandshakeException)
        {
            // Not the exception itself: servers repeat the address in their answers.
            LogFailure(failure.GetType().Name, attempt);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The mail server did not take a letter: {Failure} (attempt {Attempt}).")]
    private partial void LogFailure(string failure, int attempt);
}
