using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>The person at the other end, as one appointment: everything that access, scope and audit need to know.</summary>
/// <param name="PersonName">Name shown in the top bar.</param>
/// <param name="Duty">Code of <c>Reference/duties.csv</c>.</param>
public sealed record Caller(long AccountId, long AppointmentId, string PersonName, Organisation Organisation, string Duty)
{
    /// <summary>What lies outside it is "not found".</summary>
    public Scope Scope => Organisation.Scope;

    public Level Level => Organisation.Level;

    /// <summary>The browser's session (<see cref="AccountSession"/>); 0: not of a browser.</summary>
    public long SessionId { get; init; }

    /// <summary>Whether the person may change to another appointment.</summary>
    public bool HasOtherAppointments { get; init; }

    /// <summary>An act of this caller.</summary>
    public Act Act(string what, string function, DateTime at, string? reason = null, long? personId = null, string? detail = null) =>
        new(what, function, at, Organisation.Code, Organisation.AuditChain)
        {
            AccountId = AccountId,
            AppointmentId = AppointmentId,
            Reason = reason,
            PersonId = personId,
            Detail = detail,
        };
}

/// <summary>The caller of the current request; null when nobody is signed in. Set once by the access middleware.</summary>
public interface ICallerContext
{
    Caller? Caller { get; }

    /// <summary>The caller, where access has made sure that there is one.</summary>
    Caller Required => Caller ?? throw new InvalidOperationException("Nobody is signed in: the endpoint lets in everybody.");
}
