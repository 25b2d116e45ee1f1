using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>A person to be appointed, as the organisation writes them.</summary>
/// <param name="SignInName">Own number or e-mail; the school's code with AA for an AA account.</param>
/// <param name="Email">For forgotten passwords; may be missing.</param>
public sealed record Appointee(string SignInName, string Name, string? Email = null);

/// <summary>What came of an appointment.</summary>
/// <param name="Code">The activation code, to be shown once; null where the account exists already and signs in as before.</param>
public sealed record Appointed(Appointment Appointment, string? Code);

/// <summary>
/// Gives, renews and ends duties, and gives activation codes. All changes are tracked, not saved: they go in with the act of the caller. Who may
/// give what is asked before (<see cref="AppointingScope"/>).
/// </summary>
public sealed class Appointing(StudentNetDb db, DutyCatalogue duties, WallClock wall)
{
    /// <summary>How long an activation code lasts.</summary>
    public static readonly TimeSpan CodeLasts = TimeSpan.FromDays(14);

    /// <summary>How long before its end a duty may be renewed, so that schools can do it before the summer.</summary>
    private const int RenewableDays = 60;

    /// <summary>
    /// Appoints a person by sign-in name from a day on, and gives a new account its activation code. Somebody who has an account keeps it, with
    /// its e-mail: another organisation must not be able to turn it to an address of its own. Null: the person has this duty here already.
    /// </summary>
    public async Task<Appointed?> AddAsync(Appointee person, Organisation organisation, string duty, DateOnly from, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(organisation);
        var name = SignInName.Normalise(person.SignInName);
        var account = await db.Set<Account>().Include(a => a.Appointments).SingleOrDefaultAsync(a => a.SignInName == name, cancellation);
        if (account?.Appointments.Any(a => a.OrganisationCode == organisation.Code && a.Duty == duty && a.IsInForce(from)) is true)
        {
            return null;
        }

        string? code = null;
        if (account is null)
        {
            account = new Account
            {
                SignInName = name,
                Email = string.IsNullOrWhiteSpace(person.Email) ? null : person.Email.Trim(),
                SecurityStamp = Passwords.NewStamp(),
                CreatedAt = wall.Now,
            };
            db.Add(account);
            code = Issue(account);
        }

        return new(Add(account, organisation.Code, duty, person.Name.Trim(), from), code);
    }

    /// <summary>續任: the same duty for another school year, from today or from the end of the present one. Null: it does not lapse, ends too late or was renewed already.</summary>
    public Appointment? Renew(Appointment appointment, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        var isRenewed = appointment.Account.Appointments.Any(a =>
            a.OrganisationCode == appointment.OrganisationCode && a.Duty == appointment.Duty && (a.To is not { } to || to > (appointment.To ?? DateOnly.MaxValue))
        );
        return appointment.To is not { } end || !duties[appointment.Duty].Lapses || isRenewed || end.AddDays(-RenewableDays) > today
            ? null
            : Add(appointment.Account, appointment.OrganisationCode, appointment.Duty, appointment.PersonName, end > today ? end : today);
    }

    /// <summary>Ends a duty at once; one that has not begun never will. False: it had ended already.</summary>
    public static bool End(Appointment appointment, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        if (appointment.To is { } to && to <= today)
        {
            return false;
        }

        appointment.To = appointment.From > today ? appointment.From : today;
        return true;
    }

    /// <summary>A new activation code; those given before are spent.</summary>
    public async Task<string> IssueAgainAsync(Account account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        foreach (var spent in await db.Set<AccountCode>().Where(c => c.AccountId == account.Id && c.Purpose != CodePurpose.Recovery && c.SpentAt == null).ToListAsync(cancellation))
        {
            spent.SpentAt = wall.Now;
        }

        return Issue(account);
    }

    private string Issue(Account account)
    {
        var code = OneTimeCode.New();
        db.Add(
            new AccountCode
            {
                Hash = OneTimeCode.HashOf(code)!,
                Account = account,
                AccountId = account.Id,
                Purpose = CodePurpose.Activation,
                IssuedAt = wall.Now,
                ExpiresAt = wall.Now + CodeLasts,
            }
        );
        return code;
    }

    private Appointment Add(Account account, string organisation, string duty, string name, DateOnly from)
    {
        var appointment = new Appointment
        {
            Account = account,
            OrganisationCode = organisation,
            Duty = duty,
            PersonName = name,
            From = from,
            To = duties[duty].LapseAfter(from),
        };
        db.Add(appointment);
        return appointment;
    }
}
