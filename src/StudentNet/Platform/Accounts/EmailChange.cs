using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Mail;

namespace StudentNet.Platform.Accounts;

/// <summary>What came of asking for another address.</summary>
public enum EmailOutcome
{
    /// <summary>A code is on its way to the new address.</summary>
    Sent,

    /// <summary>The account has no address any more.</summary>
    Removed,

    WrongPassword,

    WrongDigits,

    /// <summary>A code was sent less than a minute ago.</summary>
    TooSoon,
}

/// <summary>
/// Changes the address that a forgotten password is reset from. Only the holder does, with the password, the second factor where there is one,
/// and a code that proves the new address; the old address is told (domain §11).
/// </summary>
public sealed class EmailChange(StudentNetDb db, PasswordSetting setting, SecondFactor factor, AccountLetters letters, IMailer mailer, WallClock wall)
{
    /// <summary>How long the mailed code lasts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    // Nobody's mailbox is to be filled from here.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Asks for a new address; an empty one takes the present one away at once.</summary>
    /// <param name="digits">The authenticator's code, where the account has one.</param>
    /// <param name="act">The act that asks; what goes wrong is recorded in its place.</param>
    public async Task<EmailOutcome> AskAsync(
        Account account,
        string? email,
        string present,
        string? digits,
        Act act,
        SignInOrigin origin,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!await setting.ConfirmAsync(account, present, act, origin, cancellation))
        {
            return EmailOutcome.WrongPassword;
        }

        if (account.AuthenticatorKey is not null && !await factor.AcceptsAsync(account, digits, cancellation))
        {
            await setting.CountFailureAsync(account, act, origin, cancellation);
            return EmailOutcome.WrongDigits;
        }

        if (string.IsNullOrWhiteSpace(email))
        {
            await ChangeAsync(account, null, act, origin, cancellation);
            return EmailOutcome.Removed;
        }

        var since = wall.Now - Pause;
        if (await Codes(account).AnyAsync(c => c.IssuedAt > since, cancellation))
        {
            return EmailOutcome.TooSoon;
        }

        await db.SpendCodesAsync(account, c => c.Purpose == CodePurpose.Email, wall.Now, cancellation);
        var code = OneTimeCode.New();
        db.Add(
            new AccountCode
            {
                Hash = OneTimeCode.HashOf(code)!,
                AccountId = account.Id,
                Purpose = CodePurpose.Email,
                Email = email.Trim(),
                IssuedAt = wall.Now,
                ExpiresAt = wall.Now + Lasts,
            }
        );
        await db.SaveAsync(act with { What = "寄出電子郵件確認碼" }, cancellation);
        await mailer.SendAsync(letters.Confirm(email.Trim(), code), cancellation);
        return EmailOutcome.Sent;
    }

    /// <summary>The address that waits for its code; null: none.</summary>
    public async Task<string?> WaitingAsync(Account account, CancellationToken cancellation = default) =>
        await Good(account).Select(c => c.Email).FirstOrDefaultAsync(cancellation);

    /// <summary>Takes the new address into use; false: the code is not the one that was mailed, or too old.</summary>
    public async Task<bool> ConfirmAsync(Account account, string? typed, Act act, SignInOrigin origin, CancellationToken cancellation = default)
    {
        var hash = OneTimeCode.HashOf(typed);
        if (hash is null || await Good(account).SingleOrDefaultAsync(c => c.Hash == hash, cancellation) is not { } code)
        {
            return false;
        }

        await ChangeAsync(account, code.Email, act, origin, cancellation);
        return true;
    }

    private async Task ChangeAsync(Account account, string? email, Act act, SignInOrigin origin, CancellationToken cancellation)
    {
        var old = account.Email;
        account.Email = email;
        // A link that lies in the old mailbox must not outlive it.
        await db.SpendCodesAsync(account, c => c.Purpose == CodePurpose.Email || c.Purpose == CodePurpose.Reset, wall.Now, cancellation);
        db.Add(new SignInRecord { AccountId = account.Id, At = wall.Now, Event = SignInEvent.EmailChanged, Address = origin.Address });
        await db.SaveAsync(act, cancellation);
        if (old is not null && old != email)
        {
            await mailer.SendAsync(letters.Replaced(old), cancellation);
        }
    }

    private IQueryable<AccountCode> Codes(Account account) => db.Set<AccountCode>().Where(c => c.AccountId == account.Id && c.Purpose == CodePurpose.Email);

    private IQueryable<AccountCode> Good(Account account) => Codes(account).Where(c => c.SpentAt == null && c.ExpiresAt > wall.Now);
}
