using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>Whom a caller may appoint: the duties that its own gives (<c>duties.csv</c>), at the organisations that lie in its scope.</summary>
public sealed class AppointingScope(StudentNetDb db, DutyCatalogue duties)
{
    /// <summary>The duties the caller gives.</summary>
    public IReadOnlyList<Duty> Duties(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return duties.GivenBy(caller.Duty);
    }

    /// <summary>The open organisations at which the caller gives a duty.</summary>
    public IQueryable<Organisation> Organisations(Caller caller, Duty duty, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(duty);
        var open = db.OrganisationsOf(caller.Scope).Where(o => o.Level == duty.Level && (o.ClosedOn == null || o.ClosedOn >= today));
        return duty.Schools switch
        {
            "ours" => open.Where(o => o.SchoolLevel != null),
            "foreign" => open.Where(o => o.SchoolLevel == null),
            _ => open,
        };
    }

    /// <summary>The appointments the caller looks after, ended ones too; account and organisation with them.</summary>
    public IQueryable<Appointment> Appointments(Caller caller) => Given(caller).Include(a => a.Organisation).Include(a => a.Account.Appointments);

    /// <summary>
    /// Whether the caller may give this account a new activation code. Only where everything the account can do lies within the caller's reach:
    /// a code is a way into the account. A pending duty can do nothing yet, and has a code of its own. Somebody who has chosen a password goes to the helpdesk; AA accounts and those of the ministry, whom the
    /// helpdesk does not serve, come back to whoever gave them.
    /// </summary>
    public async Task<bool> MayIssueAsync(Caller caller, Account account, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        return (await IssuableAsync(caller, [account], today, cancellation)).Contains(account.Id);
    }

    /// <summary>Those of some accounts for which <see cref="MayIssueAsync"/> says yes, with one statement for all.</summary>
    public async Task<IReadOnlySet<long>> IssuableAsync(Caller caller, IReadOnlyCollection<Account> accounts, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(accounts);
        var ids = accounts.Select(a => a.Id).ToList();
        var reach = await Given(caller).Where(a => ids.Contains(a.AccountId)).Select(a => a.Id).ToHashSetAsync(cancellation);
        return accounts
            .Where(account =>
                account.Appointments.Where(a => a.AcceptedAt is not null && !a.HasEnded(today)).ToList() is { Count: > 0 } live
                && account.Id != caller.AccountId
                && live.TrueForAll(a => reach.Contains(a.Id) && (a.Duty == Duty.Administrator || duties[a.Duty].Level == Level.Ministry))
            )
            .Select(a => a.Id)
            .ToHashSet();
    }

    private IQueryable<Appointment> Given(Caller caller)
    {
        var given = Duties(caller).Select(d => d.Code).ToList();
        var reach = db.OrganisationsOf(caller.Scope);
        return db.Set<Appointment>().Where(a => given.Contains(a.Duty) && reach.Any(o => o.Code == a.OrganisationCode));
    }
}
