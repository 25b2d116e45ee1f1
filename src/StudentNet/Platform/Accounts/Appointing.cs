using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>What came of an appointment.</summary>
/// <param name="Code">The activation code, to be shown once; null where the account exists already and signs in as before.</param>
public sealed record Appointed(Appointment Appointment, string? Code);

/// <summary>
/// Gives duties and activation codes. Who may give which duty is for the page to ask (<see cref="DutyCatalogue.GivenBy"/>); what is written here
/// goes in with the act of the caller.
/// </summary>
public sealed class Appointing(StudentNetDb db, DutyCatalogue duties, WallClock wall)
{
    /// <summary>How long an activation code lasts.</summary>
    public static readonly TimeSpan CodeLasts = TimeSpan.FromDays(14);

    /// <summary>
    /// Appoints a person by sign-in name from a day on, and gives a new account its activation code. Somebody who has an account keeps it, with
    /// its e-mail: another organisation must not be able to turn it to an address of its own. The change is tracked, not saved.
    /// </summary>
    public async Task<Appointed> AddAsync(Appointee person, Organisation organisation, string duty, DateOnly from, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(organisation);
        var name = SignInName.Normalise(person.SignInName);
        var account = await db.Set<Account>().Include(a => a.Appointments).SingleOrDefaultAsync(a => a.SignInName == name, cancellation);
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
            code = await IssueAsync(account, cancellation);
        }

        var appointment = new Appointment
        {
            Account = account,
            OrganisationCode = organisation.Code,
            Duty = duty,
            PersonName = person.Name.Trim(),
            From = from,
            To = duties[duty].LapseAfter(from),
        };
        db.Add(appointment);
        return new(appointment, code);
    }

    /// <summary>A new activation code; those given before are spent. Tracked, not saved.</summary>
    public async Task<string> IssueAsync(Account account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Id != 0)
        {
            await SpendAsync(account.Id, cancellation);
        }

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

    private async Task SpendAsync(long accountId, CancellationToken cancellation)
    {
        foreach (var code in await db.Set<AccountCode>().Where(c => c.AccountId == accountId && c.SpentAt == null).ToListAsync(cancellation))
        {
            code.SpentAt = wall.Now;
        }
    }
}

/// <summary>A person to be appointed, as the organisation writes them.</summary>
/// <param name="SignInName">Own number or e-mail; the school's code with AA for an AA account.</param>
/// <param name="Email">For forgotten passwords; may be missing.</param>
public sealed record Appointee(string SignInName, string Name, string? Email = null);
