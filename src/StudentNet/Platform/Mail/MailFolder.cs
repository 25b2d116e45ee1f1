using MimeKit;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Mail;

/// <summary>Puts letters into the folder <c>mail</c> as files a mail program opens: for training, tests and an installation without a mail server.</summary>
internal sealed class MailFolder(DataOptions data, TimeProvider time, OutageLog outages) : IMailer
{
    public async Task SendAsync(Letter letter, CancellationToken cancellation = default)
    {
        try
        {
            await WriteAsync(letter, cancellation);
        }
        catch (Exception e) when (Outage.Of(e) is { } outage)
        {
            // What the letter tells of is stored already; its sender must not be told that it was not.
            outages.Say(outage, e, "a letter");
        }
    }

    private async Task WriteAsync(Letter letter, CancellationToken cancellation)
    {
        var folder = DataFolder.Make(Path.Combine(data.Folder, "mail")).FullName;
        var at = time.GetUtcNow();
        var file = Path.Combine(folder, $"{at:yyyyMMdd-HHmmss}-{Guid.NewGuid():N}.eml");
        using var message = Mime.Of(letter, "studentnet@localhost", at);
        await using var target = DataFolder.Create(file);
        await message.WriteToAsync(target, cancellation);
    }
}

/// <summary>Letters as MIME messages.</summary>
internal static class Mime
{
    public static MimeMessage Of(Letter letter, string from, DateTimeOffset at)
    {
        var message = new MimeMessage { Subject = letter.Subject, Date = at, Body = new TextPart("plain") { Text = letter.Text } };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(letter.To));
        return message;
    }
}
