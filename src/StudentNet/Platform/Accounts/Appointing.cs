using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Mail;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>A person to be appointed, as the organisation writes them.</summary>
/// <param name="SignInName">Own number or e-mail; the school's code with AA for an AA account.</param>
public sealed record Appointee(string SignInName, string Name)
{
    /// <summary>The duty ends with the school year to come; heard in the last weeks of one (<see cref="Appointing.MayReachNextYear"/>).</summary>
    public bool ReachesNextYear { get; init; }
}

/// <summary>What came of an appointment.</summary>
/// <param name="Code">The code by which the person accepts, to be shown once.</param>
/// <param name="ToHolder">What the present holder of the account is told, to be sent once the appointment is saved; null: there is none, or no address.</param>
public sealed record Appointed(Appointment Appointment, string Code, Letter? ToHolder);

/// <summary>
/// Gives, renews and ends duties, and gives the codes by which people accept them. All changes are tracked, not saved: they go in with the act of
/// the caller. Who may give what is asked before (<see cref="AppointingScope"/>).
/// </summary>
public sealed class Appointing(StudentNetDb db, DutyCatalogue duties, AccountLetters letters, WallClock wall)
{
    /// <summary>How long a code that is handed over lasts.</summary>
    public static readonly TimeSpan CodeLasts = TimeSpan.FromDays(14);

    /// <summary>How long before its end a duty may be renewed, so that schools can do it before the summer.</summary>
    private const int RenewableDays = 60;

    /// <summary>Whether a duty that is given on a day may be given for the school year to come as well: this one ends within <see cref="RenewableDays"/>.</summary>
    public static bool MayReachNextYear(DateOnly today) => SchoolYear.Of(today).Next.FirstDay.AddDays(-RenewableDays) <= today;

    /// <summary>
    /// Appoints a person by sign-in name from a day on. The duty is pending until its person accepts it with the code: whoever named the account
    /// first may hold it and be somebody else. What is in the account stays as it is. Null: the person has this duty here already, accepted or not.
    /// </summary>
    public async Task<Appointed?> AddAsync(Appointee person, Organisation organisation, string duty, DateOnly from, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(organisation);
        var name = SignInName.Normalise(person.SignInName);
        var account = await db.Set<Account>().Include(a => a.Appointments).SingleOrDefaultAsync(a => a.SignInName == name, cancellation);
        if (account?.RenamedTo is { } now)
        {
            account = await db.Set<Account>().Include(a => a.Appointments).SingleAsync(a => a.Id == now, cancellation);
        }

        if (account?.Appointments.Any(a => a.OrganisationCode == organisation.Code && a.Duty == duty && a.Covers(from)) is true)
        {
            return null;
        }

        if (account is null)
        {
            account = new Account
            {
                SignInName = name,
                SecurityStamp = Passwords.NewStamp(),
                CreatedAt = wall.Now,
            };
            db.Add(account);
        }

        var appointment = Add(account, organisation.Code, duty, person.Name.Trim(), from, reachesNextYear: person.ReachesNextYear && MayReachNextYear(from));
        var letter = account is { PasswordHash: not null, Email: { } email } ? letters.Appointed(email, organisation.Name, duties[duty].Title) : null;
        return new(appointment, Issue(account, appointment), letter);
    }

    /// <summary>續任: the same duty, as accepted or pending as it is, for another school year, from today or from the end of the present one. Null: it does not lapse, ends too late or was renewed already.</summary>
    public Appointment? Renew(Appointment appointment, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        var isRenewed = appointment.Account.Appointments.Any(a =>
            a.OrganisationCode == appointment.OrganisationCode && a.Duty == appointment.Duty && (a.To is not { } to || to > (appointment.To ?? DateOnly.MaxValue))
        );
        return appointment.To is not { } end || !duties[appointment.Duty].Lapses || isRenewed || end.AddDays(-RenewableDays) > today
            ? null
            : Add(
                appointment.Account,
                appointment.OrganisationCode,
                appointment.Duty,
                appointment.PersonName,
                end > today ? end : today,
                appointment.AcceptedAt
            );
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

    /// <summary>A new code that sets the account's password; those given before are spent. It accepts no duty.</summary>
    public async Task<string> IssueAgainAsync(Account account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        await db.SpendCodesAsync(account, c => c.Purpose == CodePurpose.Activation || c.Purpose == CodePurpose.Reset, wall.Now, cancellation);
        return Issue(account, null);
    }

    /// <summary>A new code by which an appointment (its account loaded) is accepted; those given for it before are spent.</summary>
    public async Task<string> IssueAgainAsync(Appointment appointment, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        await db.SpendCodesAsync(appointment.Account, c => c.AppointmentId == appointment.Id, wall.Now, cancellation);
        return Issue(appointment.Account, appointment);
    }

    // An AA account is its school's and not a person's: whoever the county hands the code to sets its password.
    private string Issue(Account account, Appointment? appointment)
    {
        var code = OneTimeCode.New();
        db.Add(
            new AccountCode
            {
                Hash = OneTimeCode.HashOf(code)!,
                Account = account,
                AccountId = account.Id,
                Appointment = appointment,
                Purpose = appointment is null || appointment.Duty == Duty.Administrator ? CodePurpose.Activation : CodePurpose.Appointment,
                IssuedAt = wall.Now,
                ExpiresAt = wall.Now + CodeLasts,
            }
        );
        return code;
    }

    private Appointment Add(Account account, string organisation, string duty, string name, DateOnly from, DateTime? acceptedAt = null, bool reachesNextYear = false)
    {
        var appointment = new Appointment
        {
            Account = account,
            OrganisationCode = organisation,
            Duty = duty,
            PersonName = name,
            From = from,
            To = duties[duty].LapseAfter(reachesNextYear ? SchoolYear.Of(from).Next.FirstDay : from),
            AcceptedAt = acceptedAt,
        };
        db.Add(appointment);
        return appointment;
    }
}
