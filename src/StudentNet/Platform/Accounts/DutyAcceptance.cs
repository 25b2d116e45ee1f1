using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// 接受職務: a pending duty comes into force when the holder of the account types the code that the organisation was shown. So the school knows
/// that the account is its person's, and the person that the duty is meant (domain §11).
/// </summary>
public sealed class DutyAcceptance(StudentNetDb db, WallClock wall, TimeProvider time)
{
    private DateOnly Today => TaipeiTime.Today(time.GetUtcNow().UtcDateTime);

    /// <summary>The duties of an account (its appointments loaded) that wait for a code.</summary>
    public IReadOnlyList<Appointment> Pending(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return [.. account.Appointments.Where(a => a.IsPending(Today)).OrderBy(a => a.From).ThenBy(a => a.Id)];
    }

    /// <summary>The good code behind what was typed, if it accepts a pending duty of this account; else null.</summary>
    public async Task<AccountCode?> FindAsync(Account account, string? typed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        var hash = OneTimeCode.HashOf(typed);
        var code = hash is null
            ? null
            : await db.Set<AccountCode>()
                .Include(c => c.Appointment!.Organisation)
                .SingleOrDefaultAsync(
                    c => c.Hash == hash && c.AccountId == account.Id && c.AppointmentId != null && c.SpentAt == null && c.ExpiresAt > wall.Now,
                    cancellation
                );
        return code?.Appointment!.IsPending(Today) is true ? code : null;
    }

    /// <summary>
    /// Takes the duty on, and with it those of the same kind at the same organisation (next year's, given before it was accepted). The account's
    /// appointments are loaded. Tracked, not saved.
    /// </summary>
    public void Accept(Account account, AccountCode code)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(code);
        code.SpentAt = wall.Now;
        foreach (var pending in Pending(account).Where(a => a.OrganisationCode == code.Appointment!.OrganisationCode && a.Duty == code.Appointment.Duty))
        {
            pending.AcceptedAt = wall.Now;
        }
    }
}
