using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Accounts.A1People;

/// <summary>A school and its AA account, if it has one.</summary>
public sealed record SchoolAccount(Organisation School, Appointment? Appointment)
{
    /// <summary>Whether somebody has set its password.</summary>
    public bool IsActivated => Appointment?.Account.PasswordHash is not null;
}

/// <summary>The AA accounts (學校代碼＋AA) of a county's schools.</summary>
public sealed class SchoolAccounts(AppointingScope scope, Appointing appointing, DutyCatalogue duties)
{
    /// <summary>Name that an AA account shows in place of a person's.</summary>
    private const string PersonName = "學校管理者";

    /// <summary>An AA account as it is appointed.</summary>
    public static Appointee Appointee(string schoolCode) => new(SignInName.OfAdministrator(schoolCode), PersonName);

    /// <summary>Every open school in the caller's scope, by code.</summary>
    public async Task<IReadOnlyList<SchoolAccount>> ListAsync(Caller caller, DateOnly today, CancellationToken cancellation = default)
    {
        var schools = await scope.Organisations(caller, duties[Duty.Administrator], today).OrderBy(o => o.Code).ToListAsync(cancellation);
        var appointments = await scope.Appointments(caller)
            .Where(a => a.Duty == Duty.Administrator && (a.To == null || a.To > today))
            .ToDictionaryAsync(a => a.OrganisationCode, cancellation);
        return [.. schools.Select(school => new SchoolAccount(school, appointments.GetValueOrDefault(school.Code)))];
    }

    /// <summary>A code for a school's AA account, which is made if there is none. Tracked, not saved.</summary>
    public async Task<string> IssueAsync(SchoolAccount school, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(school);
        if (school.Appointment is { } appointment)
        {
            return await appointing.IssueAgainAsync(appointment, cancellation);
        }

        var appointed = await appointing.AddAsync(Appointee(school.School.Code), school.School, Duty.Administrator, today, cancellation)
            ?? throw new InvalidOperationException("A school without an AA account cannot have one in force.");
        return appointed.Code;
    }
}
