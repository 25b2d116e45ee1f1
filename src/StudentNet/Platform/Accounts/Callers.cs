using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>Makes callers of appointments.</summary>
public static class Callers
{
    /// <summary>
    /// The caller behind an appointment, if it is in force today and its organisation has not closed; else null. The stamp is that of the
    /// session: one begun before the last change of the password is no longer good.
    /// </summary>
    public static async Task<Caller?> FindAsync(
        StudentNetDb db,
        long accountId,
        long appointmentId,
        string stamp,
        DateOnly today,
        CancellationToken cancellation = default
    )
    {
        var found = await db.Set<Appointment>()
            .AsNoTracking()
            .Where(a => a.Id == appointmentId && a.AccountId == accountId && a.Account.SecurityStamp == stamp)
            .Select(a => new
            {
                Appointment = a,
                a.Organisation,
                Others = a.Account.Appointments.Any(o => o.Id != a.Id && o.AcceptedAt != null && o.From <= today && (o.To == null || o.To > today)),
            })
            .SingleOrDefaultAsync(cancellation);
        return found is not null && IsGood(found.Appointment, found.Organisation, today)
            ? Of(found.Appointment, found.Organisation) with { HasOtherAppointments = found.Others }
            : null;
    }

    /// <summary>The caller of an appointment whose organisation is loaded.</summary>
    public static Caller Of(Appointment appointment)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        return Of(appointment, appointment.Organisation);
    }

    /// <summary>Whether an appointment (its organisation loaded) may be worked as today.</summary>
    public static bool IsGood(Appointment appointment, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        return IsGood(appointment, appointment.Organisation, today);
    }

    private static Caller Of(Appointment appointment, Organisation organisation) =>
        new(appointment.AccountId, appointment.Id, appointment.PersonName, organisation, appointment.Duty);

    private static bool IsGood(Appointment appointment, Organisation organisation, DateOnly today) =>
        appointment.IsInForce(today) && (organisation.ClosedOn is not { } closed || today <= closed);
}
