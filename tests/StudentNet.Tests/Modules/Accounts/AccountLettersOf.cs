using MimeKit;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

/// <summary>Letters that an application without a mail server has put into its folder.</summary>
internal static class AccountLettersOf
{
    /// <summary>Text of every letter to an address, in no order.</summary>
    public static IReadOnlyList<string> LettersTo(this TestApp app, string address)
    {
        var folder = Path.Combine(app.Options.Folder, "mail");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).Select(file => MimeMessage.Load(file)).Where(m => m.To.Mailboxes.Single().Address == address).Select(m => m.TextBody!)]
            : [];
    }
}
