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
    private const int TlsFromTheFirstByte = 465;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private readonly MailOptions _mail = options.Value;
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

    private SecureSocketOptions Encryption =>
        _mail switch
        {
            { Encryption: MailEncryption.WhenOffered } => SecureSocketOptions.StartTlsWhenAvailable,
            { Port: TlsFromTheFirstByte } => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        };

    private async Task<bool> TryAsync(Letter letter, int attempt, CancellationToken cancellation)
    {
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(_mail.Host!, _mail.Port, Encryption, cancellation);
            if (_mail.User is { } user)
            {
                await client.AuthenticateAsync(user, _mail.Password ?? "", cancellation);
            }

            using var message = Mime.Of(letter, _mail.From, time.GetUtcNow());
            await client.SendAsync(message, cancellation);
            await client.DisconnectAsync(quit: true, cancellation);
            return true;
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException or MailKit.ProtocolException or MailKit.CommandException or AuthenticationException or SslHandshakeException or NotSupportedException)
        {
            // Not the exception itself: servers repeat the address in their answers.
            LogFailure(failure is NotSupportedException ? "it offers no TLS, or no sign-in" : failure.GetType().Name, attempt);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The mail server did not take a letter: {Failure} (attempt {Attempt}).")]
    private partial void LogFailure(string failure, int attempt);
}
