using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Mail;

namespace StudentNet.Tests.Platform.Mail;

/// <summary>Letters hold links that set a password: who reads one on its way has the account.</summary>
public sealed class SmtpMailerTests
{
    [Fact]
    public async Task No_letter_and_no_password_goes_to_a_server_that_offers_no_encryption()
    {
        await using var server = new MailServer();
        var said = await SendAsync(server, new MailOptions { Host = "127.0.0.1", Port = server.Port, User = "studentnet", Password = "secret" });

        said.ShouldContain(line => line.StartsWith("EHLO", StringComparison.Ordinal));
        said.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_installation_says_so_a_letter_goes_unencrypted()
    {
        await using var server = new MailServer();
        var said = await SendAsync(server, new MailOptions { Host = "127.0.0.1", Port = server.Port, Encryption = MailEncryption.WhenOffered });

        said.ShouldContain("Subject: test");
    }

    private static async Task<IReadOnlyList<string>> SendAsync(MailServer server, MailOptions options)
    {
        using var mailer = new SmtpMailer(Options.Create(options), TimeProvider.System, NullLogger<SmtpMailer>.Instance);
        await mailer.StartAsync(CancellationToken.None);
        await mailer.SendAsync(new Letter("clerk@example.gov.tw", "test", "link"));
        await server.Left.WaitAsync(TimeSpan.FromMinutes(1));
        await mailer.StopAsync(CancellationToken.None);
        return server.Said;
    }
}
