using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Data;
using StudentNet.Platform.Mail;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange;
using StudentNet.Tests.Platform.Outages;

namespace StudentNet.Tests.Platform.Mail;

/// <summary>Letters hold links that set a password: who reads one on its way has the account.</summary>
[WithoutDatabase]
public sealed class SmtpMailerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

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

    [Fact]
    public async Task While_the_mail_server_is_away_nobody_waits_and_the_letters_go_when_it_is_back()
    {
        var machine = new FakeTimeProvider();
        using var kept = new KeptLines();
        await using var server = new MailServer();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        // Takes a connection and says nothing: the worst of the dead hosts.
        var options = new MailOptions { Host = "127.0.0.1", Port = ((IPEndPoint)silent.LocalEndpoint).Port, Encryption = MailEncryption.WhenOffered };
        using var mailer = Mailer(options, machine, kept);
        await mailer.StartAsync(CancellationToken.None);

        foreach (var subject in (string[])["one", "two"])
        {
            mailer.SendAsync(new Letter("clerk@example.gov.tw", subject, "link")).IsCompletedSuccessfully.ShouldBeTrue();
        }

        await ImportServer.UntilAsync(() => Advanced(machine, () => kept.All.Count > 0), Patience);
        kept.All[0].Text.ShouldContain("[mail.away] during a letter: no answer in 300 seconds");
        options.Port = server.Port;
        await ImportServer.UntilAsync(() => Advanced(machine, () => server.Said.Contains("Subject: two")), Patience);
        server.Said.ShouldContain("Subject: one");
        await mailer.StopAsync(CancellationToken.None);
        kept.All.ShouldAllBe(line => line.Text.Contains("[mail.away]", StringComparison.Ordinal) && !line.HasStack);
    }

    [Fact]
    public async Task A_letter_that_is_no_longer_good_or_that_nobody_can_take_is_dropped_with_a_line()
    {
        var machine = new FakeTimeProvider();
        using var kept = new KeptLines();
        using var mailer = Mailer(new MailOptions { Host = "127.0.0.1", Port = 1, Encryption = MailEncryption.WhenOffered }, machine, kept);
        await mailer.StartAsync(CancellationToken.None);
        await mailer.SendAsync(new Letter("clerk@example.gov.tw", "old", "link"));
        await ImportServer.UntilAsync(() => Advanced(machine, () => kept.All.Any(line => line.Text.Contains("1 letter(s) dropped: what is in it is no longer good", StringComparison.Ordinal))), Patience);

        await mailer.SendAsync(new Letter("clerk@example.gov.tw", "waits", "link"));
        await mailer.SendAsync(new Letter("clerk@example.gov.tw", "waits behind", "link"));
        await mailer.StopAsync(CancellationToken.None);
        kept.All[^1].Text.ShouldContain("dropped: the server stops");
    }

    /// <summary>Lets the machine's clock run on while nothing has come.</summary>
    private static Task<bool> Advanced(FakeTimeProvider machine, Func<bool> condition)
    {
        machine.Advance(TimeSpan.FromSeconds(1));
        return Task.FromResult(condition());
    }

    private static SmtpMailer Mailer(MailOptions options, FakeTimeProvider machine, KeptLines kept)
    {
        var factory = LoggerFactory.Create(logging => logging.AddProvider(kept));
        return new SmtpMailer(Options.Create(options), TimeProvider.System, new OutageLog(factory.CreateLogger<OutageLog>(), machine), factory.CreateLogger<SmtpMailer>()) { Machine = machine, Patience = TimeSpan.FromMinutes(5) };
    }

    private static async Task<IReadOnlyList<string>> SendAsync(MailServer server, MailOptions options)
    {
        using var mailer = new SmtpMailer(Options.Create(options), TimeProvider.System, new OutageLog(NullLogger<OutageLog>.Instance, TimeProvider.System), NullLogger<SmtpMailer>.Instance);
        await mailer.StartAsync(CancellationToken.None);
        await mailer.SendAsync(new Letter("clerk@example.gov.tw", "test", "link"));
        await server.Left.WaitAsync(TimeSpan.FromMinutes(1));
        await mailer.StopAsync(CancellationToken.None);
        return server.Said;
    }
}
