namespace StudentNet.Platform.Access;

/// <summary>
/// On an endpoint that tries a password, a code or a secret: one network address may post to such endpoints only so often
/// (<see cref="RateLimits"/>). Only posts count; a whole school behind one address may open the page as often as it likes.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LimitedByAddressAttribute : Attribute
{
    /// <summary>Machines post here, without a form and its token; they have limits of their own.</summary>
    public bool IsForMachines { get; init; }
}
