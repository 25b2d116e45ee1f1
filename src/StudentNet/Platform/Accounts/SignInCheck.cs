using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>What came of trying to sign in.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome() { }

    /// <summary>Right password, and at least one duty in force; <paramref name="Appointments"/> begins with the one worked as last time.</summary>
    /// <param name="SessionKey">Key of the session that has begun, for the cookie.</param>
    public sealed record Accepted(Account Account, IReadOnlyList<Appointment> Appointments, string SessionKey) : SignInOutcome;

    /// <summary>Right password; the authenticator's code is still to come.</summary>
    public sealed record CodeNeeded(Account Account) : SignInOutcome;

    /// <summary>Right password, but the duty asks for an authenticator and there is none yet.</summary>
    public sealed record AuthenticatorNeeded(Account Account) : SignInOutcome;

    /// <summary>Right password and no duty in force, but one that waits to be accepted.</summary>
    public sealed record AcceptanceNeeded(Account Account) : SignInOutcome;

    /// <summary>Right password, but no duty in force.</summary>
    /// <param name="LapsedOn">The day the last one ended, if there was one.</param>
    public sealed record WithoutDuty(DateOnly? LapsedOn) : SignInOutcome;

    /// <summary>In place of the password the one-time code was typed: now the account needs a password.</summary>
    public sealed record FirstUse : SignInOutcome;

    /// <summary>Unknown name, wrong password or locked: the answer does not tell which.</summary>
    public sealed record Refused : SignInOutcome;
}

/// <summary>Checks name and password (domain §11): 5 failures lock the place they come from for 15 minutes, an unknown name looks and lasts like a wrong password.</summary>
public sealed class SignInCheck(
    StudentNetDb db,
    Passwords passwords,
    SecondFactor factor,
    SecondFactorPolicy policy,
    DutyAcceptance acceptance,
    SignInLocks locks,
    SessionRegister sessions,
    WallClock wall,
    TimeProvider time
)
{
    /// <summary>Function code of sign-in acts in the audit chain.</summary>
    public const string Function = "system.sign-in";

    /// <summary>Tries a name and a password; records the attempt whatever comes of it.</summary>
    /// <param name="origin">Where it comes from.</param>
    public async Task<SignInOutcome> TryAsync(string? name, string? password, SignInOrigin origin, CancellationToken cancellation = default)
    {
        var key = SignInName.Normalise(name);
        bool? isRight = null;
        while (true)
        {
            var account = await LoadAsync(a => a.SignInName == key, cancellation);
            isRight ??= passwords.Verify(account, password ?? "");
            if (account is null)
            {
                await db.SaveAsync(Act.System("登入失敗：查無帳號", Function, time.GetUtcNow().UtcDateTime), cancellation);
                return new SignInOutcome.Refused();
            }

            if (!isRight.Value && await IsCodeAsync(account, password, cancellation))
            {
                return new SignInOutcome.FirstUse();
            }

            var good = Good(account);
            var (outcome, happened) = await JudgeAsync(account, good, isRight.Value, origin, cancellation);
            if (await RecordAsync(account, good, happened, origin, cancellation))
            {
                return outcome;
            }
        }
    }

    /// <summary>The second step: the authenticator's code, or a recovery code, for an account whose password was right.</summary>
    /// <param name="stamp">The account's stamp when the password was right; a password changed since ends the attempt.</param>
    public async Task<SignInOutcome> CompleteAsync(long accountId, string stamp, string? typed, SignInOrigin origin, CancellationToken cancellation = default)
    {
        while (true)
        {
            var account = await LoadAsync(a => a.Id == accountId && a.SecurityStamp == stamp, cancellation);
            if (account is null || Good(account) is not { Count: > 0 } good)
            {
                return new SignInOutcome.Refused();
            }

            var (outcome, happened) =
                await locks.IsLockedAsync(account, origin, cancellation) ? (new SignInOutcome.Refused(), SignInEvent.WhileLocked)
                : await factor.AcceptsAsync(account, typed, cancellation) ? await AcceptAsync(account, good, origin, cancellation)
                : await RefuseCodeAsync(account, origin, cancellation);
            if (await RecordAsync(account, good, happened, origin, cancellation))
            {
                return outcome;
            }
        }
    }

    /// <summary>The second step of somebody who has no authenticator yet: the app takes the secret, its code proves it.</summary>
    /// <returns>The recovery codes with the outcome; none where the code was wrong.</returns>
    public async Task<(SignInOutcome Outcome, IReadOnlyList<string> RecoveryCodes)> EnrolAsync(
        long accountId,
        string stamp,
        string key,
        string? typed,
        SignInOrigin origin,
        CancellationToken cancellation = default
    )
    {
        var account = await LoadAsync(a => a.Id == accountId && a.SecurityStamp == stamp && a.AuthenticatorKey == null, cancellation);
        if (account is null
            || Good(account) is not { Count: > 0 } good
            || await factor.EnrolAsync(account, key, typed, cancellation) is not { } codes)
        {
            return (new SignInOutcome.Refused(), []);
        }

        var (outcome, happened) = await AcceptAsync(account, good, origin, cancellation);
        db.Add(new SignInRecord { AccountId = account.Id, At = wall.Now, Event = SignInEvent.AuthenticatorSet, Address = origin.Address });
        return await RecordAsync(account, good, happened, origin, cancellation) ? (outcome, codes) : (new SignInOutcome.Refused(), []);
    }

    /// <summary>
    /// The second step of somebody whose only duties are pending: the organisation's code, and that of the authenticator where there is one.
    /// Wrong codes count as wrong passwords do.
    /// </summary>
    public async Task<SignInOutcome> AcceptAsync(
        long accountId,
        string stamp,
        string? code,
        string? digits,
        SignInOrigin origin,
        CancellationToken cancellation = default
    )
    {
        while (true)
        {
            var account = await LoadAsync(a => a.Id == accountId && a.SecurityStamp == stamp, cancellation);
            if (account is null || acceptance.Pending(account).Count == 0)
            {
                return new SignInOutcome.Refused();
            }

            var (outcome, happened) = await JudgeCodesAsync(account, code, digits, origin, cancellation);
            if (await RecordAsync(account, Good(account), happened, origin, cancellation))
            {
                return outcome;
            }
        }
    }

    private async Task<(SignInOutcome Outcome, SignInEvent Event)> JudgeCodesAsync(
        Account account,
        string? code,
        string? digits,
        SignInOrigin origin,
        CancellationToken cancellation
    )
    {
        if (await locks.IsLockedAsync(account, origin, cancellation))
        {
            return (new SignInOutcome.Refused(), SignInEvent.WhileLocked);
        }

        // The organisation's code first: the digits of the authenticator are spent by being looked at.
        var found = await acceptance.FindAsync(account, code, cancellation);
        if (found is null || (account.AuthenticatorKey is not null && !await factor.AcceptsAsync(account, digits, cancellation)))
        {
            return await RefuseCodeAsync(account, origin, cancellation);
        }

        acceptance.Accept(account, found);
        var good = Good(account);
        if (good.Count == 0)
        {
            return (new SignInOutcome.WithoutDuty(null), SignInEvent.DutyAccepted);
        }

        if (account.AuthenticatorKey is null && policy.IsRequired(good))
        {
            return (new SignInOutcome.AuthenticatorNeeded(account), SignInEvent.DutyAccepted);
        }

        db.Add(new SignInRecord { AccountId = account.Id, At = wall.Now, Event = SignInEvent.SignedIn, Address = origin.Address });
        return ((await AcceptAsync(account, good, origin, cancellation)).Outcome, SignInEvent.DutyAccepted);
    }

    // False: another attempt counted first. Then all is judged again on what it left, so that guessing in parallel gains nothing.
    private async Task<bool> RecordAsync(Account account, IReadOnlyList<Appointment> good, SignInEvent happened, SignInOrigin origin, CancellationToken cancellation)
    {
        db.Add(new SignInRecord { AccountId = account.Id, At = wall.Now, Event = happened, Address = origin.Address });
        try
        {
            await db.SaveAsync(account.Act(happened, good is [var first, ..] ? first : null, time.GetUtcNow().UtcDateTime), cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>The appointments of an account that may be worked as now, the last used one first.</summary>
    public IReadOnlyList<Appointment> Good(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var today = TaipeiTime.Today(time.GetUtcNow().UtcDateTime);
        return
        [
            .. account
                .Appointments.Where(a => Callers.IsGood(a, today))
                .OrderByDescending(a => a.Id == account.LastAppointmentId)
                .ThenBy(a => a.Id),
        ];
    }

    private async Task<bool> IsCodeAsync(Account account, string? typed, CancellationToken cancellation)
    {
        var hash = OneTimeCode.HashOf(typed);
        return hash is not null
            && await db.Set<AccountCode>()
                .AnyAsync(
                    c => c.Hash == hash
                        && c.AccountId == account.Id
                        && (c.Purpose == CodePurpose.Activation || (c.Purpose == CodePurpose.Appointment && account.PasswordHash == null))
                        && c.SpentAt == null
                        && c.ExpiresAt > wall.Now,
                    cancellation
                );
    }

    private async Task<(SignInOutcome Outcome, SignInEvent Event)> RefuseCodeAsync(Account account, SignInOrigin origin, CancellationToken cancellation)
    {
        var happened = await locks.CountFailureAsync(account, origin, cancellation);
        return (new SignInOutcome.Refused(), happened is SignInEvent.WrongPassword ? SignInEvent.WrongCode : happened);
    }

    private async Task<(SignInOutcome Outcome, SignInEvent Event)> JudgeAsync(
        Account account,
        IReadOnlyList<Appointment> good,
        bool isRight,
        SignInOrigin origin,
        CancellationToken cancellation
    )
    {
        if (!isRight || await locks.IsLockedAsync(account, origin, cancellation))
        {
            return (new SignInOutcome.Refused(), await locks.CountFailureAsync(account, origin, cancellation));
        }

        if (good.Count == 0 && acceptance.Pending(account).Count > 0)
        {
            return (new SignInOutcome.AcceptanceNeeded(account), SignInEvent.PasswordAccepted);
        }

        if (good.Count == 0)
        {
            var lapsed = account.Appointments.Where(a => a.AcceptedAt is not null).Select(a => a.To).Where(to => to is not null).Max();
            return (new SignInOutcome.WithoutDuty(lapsed), SignInEvent.NoDuty);
        }

        // Failures are forgotten only with the last step: else the right password would give new tries at the code.
        return account.AuthenticatorKey is not null ? (new SignInOutcome.CodeNeeded(account), SignInEvent.PasswordAccepted)
            : policy.IsRequired(good) ? (new SignInOutcome.AuthenticatorNeeded(account), SignInEvent.PasswordAccepted)
            : await AcceptAsync(account, good, origin, cancellation);
    }

    private async Task<(SignInOutcome Outcome, SignInEvent Event)> AcceptAsync(
        Account account,
        IReadOnlyList<Appointment> good,
        SignInOrigin origin,
        CancellationToken cancellation
    )
    {
        await locks.RememberAsync(account, origin, cancellation);
        account.FailedAttempts = 0;
        account.LastSignInAt = wall.Now;
        account.LastAppointmentId = good[0].Id;
        var key = await sessions.BeginAsync(account, good[0], origin, cancellation);
        return (new SignInOutcome.Accepted(account, good, key), SignInEvent.SignedIn);
    }

    private Task<Account?> LoadAsync(System.Linq.Expressions.Expression<Func<Account, bool>> which, CancellationToken cancellation) =>
        db.Set<Account>().Include(a => a.Appointments).ThenInclude(a => a.Organisation).SingleOrDefaultAsync(which, cancellation);
}
