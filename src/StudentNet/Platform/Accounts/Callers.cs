using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>Makes callers of appointments.</summary>
public static class Callers
{
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

    /// <inheritdoc cref="Of(Appointment)"/>
    public static Caller Of(Appointment appointment, Organisation organisation) =>
        new(appointment.AccountId, appointment.Id, appointment.PersonName, organisation, appointment.Duty);

    /// <inheritdoc cref="IsGood(Appointment, DateOnly)"/>
    public static bool IsGood(Appointment appointment, Organisation organisation, DateOnly today) =>
        appointment.IsInForce(today) && (organisation.ClosedOn is not { } closed || today <= closed);
}
