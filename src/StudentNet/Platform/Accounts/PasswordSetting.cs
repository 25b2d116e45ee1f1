using Microsoft.EntityFrameworkCore;
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
public sealed class PasswordSetting(StudentNetDb db, Passwords passwords, DutyAcceptance acceptance, SignInLocks locks, SessionRegister sessions, WallClock wall, TimeProvider time)
{
    /// <summary>The account that an unspent link of a mail belongs to; null: there is none.</summary>
    public async Task<Account?> AccountOfAsync(string? link, CancellationToken cancellation = default) =>
        await FindAsync(ResetLink.HashOf(link), cancellation) is { Purpose: CodePurpose.Reset, Account: var account } ? account : null;

    /// <summary>
    /// Sets the first password and accepts the duty that the code was given for; or sets a new password after the helpdesk gave a code. The code
    /// must be this account's. A duty's code does not set the password of an account that has one: its holder signs in and accepts.
    /// </summary>
    public async Task<PasswordOutcome> ActivateAsync(string? signInName, string? code, string password, SignInOrigin origin, CancellationToken cancellation = default)
    {
        var found = await FindAsync(OneTimeCode.HashOf(code), cancellation);
        if (found is not { Purpose: CodePurpose.Activation or CodePurpose.Appointment }
            || found.Account.SignInName != SignInName.Normalise(signInName)
            || (found.Purpose == CodePurpose.Appointment && found.Account.PasswordHash is not null))
        {
            return PasswordOutcome.WrongCode;
        }

        if (found.AppointmentId is not null)
        {
            acceptance.Accept(found.Account, found);
        }

        found.Account.ActivatedAt ??= wall.Now;
        return await SetByAsync(found, password, SignInEvent.Activated, origin, cancellation);
    }

    /// <summary>Sets a new password by the link of a mail.</summary>
    public async Task<PasswordOutcome> ResetAsync(string? link, string password, SignInOrigin origin, CancellationToken cancellation = default)
    {
        var found = await FindAsync(ResetLink.HashOf(link), cancellation);
        return found is not { Purpose: CodePurpose.Reset }
            ? PasswordOutcome.WrongCode
            : await SetByAsync(found, password, SignInEvent.PasswordReset, origin, cancellation);
    }

    /// <summary>Changes the caller's password. Every session of the account ends, and one begins for the browser that asks.</summary>
    /// <param name="working">What the new session works as.</param>
    /// <returns>The key of the new session with the outcome; none where the present password is wrong.</returns>
    public async Task<(PasswordOutcome Outcome, string? SessionKey)> ChangeAsync(Account account, Appointment working, string present, string password, Act act, SignInOrigin origin, CancellationToken cancellation = default)
    {
        if (!await ConfirmAsync(account, present, act, origin, cancellation))
        {
            return (PasswordOutcome.WrongPassword, null);
        }

        await SetAsync(account, password, cancellation);
        var key = await sessions.BeginAsync(account, working, origin, cancellation);
        Note(account, SignInEvent.PasswordChanged, origin);
        await db.SaveAsync(act, cancellation);
        return (PasswordOutcome.Set, key);
    }

    /// <summary>
    /// Whether this is the account's present password. Wrong tries count and lock as at sign-in: a browser left open must not be a place to
    /// guess.
    /// </summary>
    /// <param name="act">The act that asks; a wrong password is recorded in its place.</param>
    public async Task<bool> ConfirmAsync(Account account, string present, Act act, SignInOrigin origin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!await locks.IsLockedAsync(account, origin, cancellation) && passwords.Verify(account, present))
        {
            return true;
        }

        await CountFailureAsync(account, act, origin, cancellation);
        return false;
    }

    /// <summary>Counts and records a wrong password or code of somebody who is signed in.</summary>
    public async Task CountFailureAsync(Account account, Act act, SignInOrigin origin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(act);
        var happened = await locks.CountFailureAsync(account, origin, cancellation);
        Note(account, happened, origin);
        await db.SaveAsync(act with { What = happened.Title() }, cancellation);
    }

    private async Task<PasswordOutcome> SetByAsync(AccountCode code, string password, SignInEvent happened, SignInOrigin origin, CancellationToken cancellation)
    {
        var account = code.Account;
        code.SpentAt = wall.Now;
        await SetAsync(account, password, cancellation);
        Note(account, happened, origin);
        var now = time.GetUtcNow().UtcDateTime;
        var appointment = account.Appointments.FirstOrDefault(a => Callers.IsGood(a, TaipeiTime.Today(now)));
        await db.SaveAsync(account.Act(happened, appointment, now), cancellation);
        return PasswordOutcome.Set;
    }

    // What else could set the password is spent with it: a link in an old mail must not undo what its owner has just done.
    private async Task SetAsync(Account account, string password, CancellationToken cancellation)
    {
        passwords.Set(account, password);
        await locks.ReleaseAsync(account, cancellation);
        await db.SpendCodesAsync(
            account,
            c => c.Purpose == CodePurpose.Activation || c.Purpose == CodePurpose.Reset || c.Purpose == CodePurpose.Email,
            wall.Now,
            cancellation
        );
    }

    private async Task<AccountCode?> FindAsync(string? hash, CancellationToken cancellation) =>
        hash is null
            ? null
            : await db.Set<AccountCode>()
                .Include(c => c.Appointment)
                .Include(c => c.Account.Appointments)
                .ThenInclude(a => a.Organisation)
                .SingleOrDefaultAsync(c => c.Hash == hash && c.SpentAt == null && c.ExpiresAt > wall.Now, cancellation);

    private void Note(Account account, SignInEvent happened, SignInOrigin origin) =>
        db.Add(new SignInRecord { AccountId = account.Id, At = wall.Now, Event = happened, Address = origin.Address });
}
