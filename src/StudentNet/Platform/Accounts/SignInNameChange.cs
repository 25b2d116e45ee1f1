using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Mail;

namespace StudentNet.Platform.Accounts;

/// <summary>What came of asking for another sign-in name.</summary>
public enum RenameOutcome
{
    Renamed,

    WrongPassword,

    WrongDigits,

    /// <summary>Nobody was appointed by the new name with this code, or the name is in use: the answer does not tell which.</summary>
    WrongCode,

    /// <summary>An AA account is its school's and keeps its name.</summary>
    OfSchool,
}

/// <summary>
/// Changes the name that somebody signs in with: a number that the household registry or the immigration agency replaced, an e-mail address that is given up.
/// Only the holder does, with a proof of both: of the old name by the password, and the second factor where there is one; of the new name by the code of an
/// organisation that has appointed its person by it. The old name is nobody else's from then on (decision 42).
/// </summary>
public sealed class SignInNameChange(
    StudentNetDb db,
    PasswordSetting setting,
    SecondFactor factor,
    DutyAcceptance acceptance,
    AccountLetters letters,
    IMailer mailer,
    WallClock wall,
    TimeProvider time
)
{
    /// <summary>Takes the new name into use, with the duties that were given by it; the one whose code was typed is accepted with it.</summary>
    /// <param name="account">Its appointments are loaded.</param>
    /// <param name="digits">The authenticator's code, where the account has one.</param>
    /// <param name="act">The act that asks; what goes wrong is recorded in its place.</param>
    public async Task<RenameOutcome> ChangeAsync(
        Account account,
        string? name,
        string? code,
        string present,
        string? digits,
        Act act,
        SignInOrigin origin,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(act);
        if (IsOfSchool(account))
        {
            return RenameOutcome.OfSchool;
        }

        if (!await setting.ConfirmAsync(account, present, act, origin, cancellation))
        {
            return RenameOutcome.WrongPassword;
        }

        if (account.AuthenticatorKey is not null && !await factor.AcceptsAsync(account, digits, cancellation))
        {
            await setting.CountFailureAsync(account, act, origin, cancellation);
            return RenameOutcome.WrongDigits;
        }

        var wanted = SignInName.Normalise(name);
        var other = await db.Set<Account>().Include(a => a.Appointments).SingleOrDefaultAsync(a => a.SignInName == wanted, cancellation);
        if (other is null
            || other.Id == account.Id
            || other is not { PasswordHash: null, RenamedTo: null }
            || IsOfSchool(other)
            || await acceptance.FindAsync(other, code, cancellation) is not { } proof)
        {
            // A browser left open must not be a place to guess codes.
            await setting.CountFailureAsync(account, act, origin, cancellation);
            return RenameOutcome.WrongCode;
        }

        await db.WriteAsync(act, () => ExchangeAsync(account, other, proof, origin, cancellation), cancellation);
        if (account.Email is { } address)
        {
            await mailer.SendAsync(letters.Renamed(address), cancellation);
        }

        return RenameOutcome.Renamed;
    }

    /// <summary>Whether the account belongs to a school and not to a person.</summary>
    public static bool IsOfSchool(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Appointments.Any(a => a.Duty == Duty.Administrator);
    }

    /// <summary>The two accounts exchange their names, so that the old one stays taken; what was given to the new name goes to its person.</summary>
    private async Task<bool> ExchangeAsync(Account account, Account other, AccountCode proof, SignInOrigin origin, CancellationToken cancellation)
    {
        var (old, wanted, id, empty) = (account.SignInName, other.SignInName, account.Id, other.Id);
        var today = TaipeiTime.Today(time.GetUtcNow().UtcDateTime);
        await db.Set<AccountCode>().Where(c => c.AccountId == empty).ExecuteUpdateAsync(c => c.SetProperty(x => x.AccountId, id), cancellation);
        await db.Set<Appointment>().Where(a => a.AccountId == empty).ExecuteUpdateAsync(a => a.SetProperty(x => x.AccountId, id), cancellation);
        // One after the other: two accounts never have one name, not even for a moment.
        await db.Set<Account>().Where(a => a.Id == empty).ExecuteUpdateAsync(a => a.SetProperty(x => x.SignInName, $"#{empty}"), cancellation);
        await db.Set<Account>().Where(a => a.Id == id).ExecuteUpdateAsync(a => a.SetProperty(x => x.SignInName, wanted).SetProperty(x => x.Version, x => x.Version + 1), cancellation);
        await db.Set<Account>()
            .Where(a => a.Id == empty)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.SignInName, old).SetProperty(x => x.RenamedTo, id).SetProperty(x => x.Version, x => x.Version + 1), cancellation);

        // From here on as it stands in the database.
        db.ChangeTracker.Clear();
        var now = await db.Set<Account>().Include(a => a.Appointments).SingleAsync(a => a.Id == id, cancellation);
        var code = await db.Set<AccountCode>().Include(c => c.Appointment).SingleAsync(c => c.Hash == proof.Hash, cancellation);
        var given = code.Appointment!;
        if (now.Appointments.Any(a => a.Id != given.Id && a.OrganisationCode == given.OrganisationCode && a.Duty == given.Duty && a.IsInForce(today)))
        {
            // The same duty by the new name: it was given only for its code.
            code.SpentAt = wall.Now;
            Appointing.End(given, today);
        }
        else
        {
            acceptance.Accept(now, code);
        }

        db.Add(new SignInRecord { AccountId = id, At = wall.Now, Event = SignInEvent.Renamed, Address = origin.Address });
        return true;
    }
}
