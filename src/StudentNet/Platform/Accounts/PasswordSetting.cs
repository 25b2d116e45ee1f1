using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>What came of setting a password.</summary>
public enum PasswordOutcome
{
    Set,

    /// <summary>The code or link is not this account's, was used, was replaced or has expired: the answer does not tell which.</summary>
    WrongCode,

    /// <summary>The present password is wrong.</summary>
    WrongPassword,
}

/// <summary>Sets passwords: by activation code, by a link sent by e-mail, or by the present password. Rules are asked before (<see cref="PasswordRules"/>).</summary>
public sealed class PasswordSetting(StudentNetDb db, Passwords passwords, WallClock wall, TimeProvider time)
{
    /// <summary>The account an unspent code belongs to; null: there is none.</summary>
    public async Task<Account?> AccountOfAsync(string? code, CodePurpose purpose, CancellationToken cancellation = default) =>
        (await FindAsync(code, purpose, cancellation))?.Account;

    /// <summary>Sets the first password, or a new one after the helpdesk gave a code. The code must be this account's.</summary>
    public async Task<PasswordOutcome> ActivateAsync(string? signInName, string? code, string password, string? address, CancellationToken cancellation = default)
    {
        var found = await FindAsync(code, CodePurpose.Activation, cancellation);
        if (found is null || found.Account.SignInName != SignInName.Normalise(signInName))
        {
            return PasswordOutcome.WrongCode;
        }

        found.Account.ActivatedAt ??= wall.Now;
        return await SetByAsync(found, password, SignInEvent.Activated, address, cancellation);
    }

    /// <summary>Sets a new password by the link of a mail.</summary>
    public async Task<PasswordOutcome> ResetAsync(string? link, string password, string? address, CancellationToken cancellation = default)
    {
        var found = await FindAsync(link, CodePurpose.Reset, cancellation);
        return found is null ? PasswordOutcome.WrongCode : await SetByAsync(found, password, SignInEvent.PasswordReset, address, cancellation);
    }

    /// <summary>Changes the caller's password.</summary>
    public async Task<PasswordOutcome> ChangeAsync(Account account, string present, string password, Act act, string? address, CancellationToken cancellation = default)
    {
        if (!await ConfirmAsync(account, present, act, address, cancellation))
        {
            return PasswordOutcome.WrongPassword;
        }

        passwords.Set(account, password);
        Note(account, SignInEvent.PasswordChanged, address);
        await db.SaveAsync(act, cancellation);
        return PasswordOutcome.Set;
    }

    /// <summary>
    /// Whether this is the account's present password. Wrong tries count and lock as at sign-in: a browser left open must not be a place to
    /// guess.
    /// </summary>
    /// <param name="act">The act that asks; a wrong password is recorded in its place.</param>
    public async Task<bool> ConfirmAsync(Account account, string present, Act act, string? address, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!(account.LockedUntil > wall.Now) && passwords.Verify(account, present))
        {
            return true;
        }

        var happened = account.CountFailure(wall.Now);
        Note(account, happened, address);
        await db.SaveAsync(act with { What = happened.Title() }, cancellation);
        return false;
    }

    private async Task<PasswordOutcome> SetByAsync(AccountCode code, string password, SignInEvent happened, string? address, CancellationToken cancellation)
    {
        var account = code.Account;
        code.SpentAt = wall.Now;
        passwords.Set(account, password);
        Note(account, happened, address);
        var now = time.GetUtcNow().UtcDateTime;
        var appointment = account.Appointments.FirstOrDefault(a => Callers.IsGood(a, TaipeiTime.Today(now)));
        await db.SaveAsync(account.Act(happened, appointment, now), cancellation);
        return PasswordOutcome.Set;
    }

    private async Task<AccountCode?> FindAsync(string? typed, CodePurpose purpose, CancellationToken cancellation)
    {
        var hash = purpose == CodePurpose.Activation ? OneTimeCode.HashOf(typed) : ResetLink.HashOf(typed);
        return hash is null
            ? null
            : await db.Set<AccountCode>()
                .Include(c => c.Account.Appointments)
                .ThenInclude(a => a.Organisation)
                .SingleOrDefaultAsync(c => c.Hash == hash && c.Purpose == purpose && c.SpentAt == null && c.ExpiresAt > wall.Now, cancellation);
    }

    private void Note(Account account, SignInEvent happened, string? address) =>
        db.Add(new SignInRecord { AccountId = account.Id, At = wall.Now, Event = happened, Address = address });
}
