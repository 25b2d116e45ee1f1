using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Data;
using StudentNet.Platform.Mail;

namespace StudentNet.Platform.Accounts;

/// <summary>忘記密碼: a link by e-mail, for somebody whose duty is in force and who has left an address (domain §11). For all others there is the helpdesk.</summary>
public sealed class ResetLink(StudentNetDb db, IMailer mailer, IOptions<MailOptions> options, SignInCheck check, WallClock wall, TimeProvider time)
{
    /// <summary>How long a link lasts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    // A second request within this time sends nothing, so that nobody's mailbox can be filled from here.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private const int SecretBytes = 32;

    /// <summary>Sends the link, if there is anybody to send it to. The caller learns nothing of that.</summary>
    public async Task RequestAsync(string? signInName, CancellationToken cancellation = default)
    {
        var name = SignInName.Normalise(signInName);
        var account = await db.Set<Account>()
            .Include(a => a.Appointments)
            .ThenInclude(a => a.Organisation)
            .SingleOrDefaultAsync(a => a.SignInName == name, cancellation);
        var now = time.GetUtcNow().UtcDateTime;
        var good = account is null ? [] : check.Good(account);
        if (account is not { Email: { } email, PasswordHash: not null } || good.Count == 0 || await WasAskedAsync(account.Id, cancellation))
        {
            await db.SaveAsync(Act.System("要求重設密碼：未寄出", SignInCheck.Function, now), cancellation);
            return;
        }

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        db.Add(
            new AccountCode
            {
                Hash = HashOf(secret)!,
                AccountId = account.Id,
                Purpose = CodePurpose.Reset,
                IssuedAt = wall.Now,
                ExpiresAt = wall.Now + Lasts,
            }
        );
        await db.SaveAsync(account.Act(SignInEvent.ResetRequested, good[0], now), cancellation);
        await mailer.SendAsync(Letter(email, secret), cancellation);
    }

    internal static string? HashOf(string? secret) =>
        secret is { Length: > 0 and < 100 } ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))) : null;

    private Task<bool> WasAskedAsync(long accountId, CancellationToken cancellation)
    {
        var since = wall.Now - Pause;
        return db.Set<AccountCode>().AnyAsync(c => c.AccountId == accountId && c.Purpose == CodePurpose.Reset && c.IssuedAt > since, cancellation);
    }

    private Letter Letter(string to, string secret) =>
        new(
            to,
            "學生資源網：重設密碼",
            $"""
            有人為您的帳號要求重設密碼。如果是您，請在 1 小時內開啟下面的連結，設定新的密碼：

            {options.Value.SiteAddress.TrimEnd('/')}/account/reset/{secret}

            連結限用一次。如果不是您，請不用理會，您的密碼沒有變。
            """
        );
}
