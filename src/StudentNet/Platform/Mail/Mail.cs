namespace StudentNet.Platform.Mail;

/// <summary>A letter in plain text.</summary>
public sealed record Letter(string To, string Subject, string Text);

/// <summary>Sends letters: by SMTP where that is configured, else into a folder of the installation.</summary>
public interface IMailer
{
    /// <summary>Takes a letter over; a mail server that does not answer is its own affair, not the sender's.</summary>
    Task SendAsync(Letter letter, CancellationToken cancellation = default);
}

/// <summary>What the mail server must offer.</summary>
public enum MailEncryption
{
    /// <summary>TLS, or no letter leaves: STARTTLS, on port 465 from the first byte.</summary>
    Required,

    /// <summary>TLS if the server offers it; for a mail server on the same machine. Who can change what passes between the two can read everything.</summary>
    WhenOffered,
}

/// <summary>Section <c>mail</c> of the configuration.</summary>
public sealed class MailOptions
{
    /// <summary>Address that people open this site by; links in letters begin with it.</summary>
    public string SiteAddress { get; set; } = "http://localhost:5080";

    /// <summary>Mail server; none: letters stay in the folder <c>mail</c> of the data folder.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>Whether a letter, which may hold a link to set a password, may leave unencrypted.</summary>
    public MailEncryption Encryption { get; set; } = MailEncryption.Required;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Sender.</summary>
    public string From { get; set; } = "studentnet@localhost";
}
