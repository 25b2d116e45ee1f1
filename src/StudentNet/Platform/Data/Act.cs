namespace StudentNet.Platform.Data;

/// <summary>
/// Who writes, as which appointment, when, for which function and why. Every write carries one (design §2); it becomes the audit entry.
/// </summary>
/// <param name="What">What is done, as verb and object in the words of the function: 「標記報到」.</param>
/// <param name="Function">Printed code of the function (<c>N3.31</c>), or the name of a system part (<c>system.seed</c>).</param>
/// <param name="At">Instant, UTC.</param>
/// <param name="OrganisationCode">The organisation acted for; null only for the system itself.</param>
/// <param name="Chain">The audit chain: the county's code, or <c>TW</c> for the ministry and the system.</param>
public sealed record Act(string What, string Function, DateTime At, string? OrganisationCode, string Chain)
{
    /// <summary>Chain of the ministry and of the system itself.</summary>
    public const string NationalChain = "TW";

    public long? AccountId { get; init; }

    public long? AppointmentId { get; init; }

    /// <summary>The machine client that acted; null for people and for the system.</summary>
    public string? ClientId { get; init; }

    /// <summary>The reason the person gave, where the function asks for one.</summary>
    public string? Reason { get; init; }

    /// <summary>The child the act is about, when it is about one.</summary>
    public long? PersonId { get; init; }

    /// <summary>The children the act is about, where it is about several that were picked out; who asks about one of them is told of the act.</summary>
    public IReadOnlyCollection<long>? People { get; init; }

    /// <summary>Figures and codes that explain the act; never names or numbers of people.</summary>
    public string? Detail { get; init; }

    /// <summary>An act of the system: a job, a migration, the seed.</summary>
    public static Act System(string what, string function, DateTime at) => new(what, function, at, null, NationalChain);
}
