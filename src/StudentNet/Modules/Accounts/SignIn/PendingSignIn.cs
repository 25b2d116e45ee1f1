using System.Globalization;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>A sign-in between password and code. It travels in the encrypted cookie, for ten minutes.</summary>
/// <param name="Key">The secret that is offered to somebody who has no authenticator yet.</param>
internal sealed record PendingSignIn(long AccountId, string Stamp, string Return, string Key)
{
    private const string Name = "PendingSignIn";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>Begins one.</summary>
    public static void Begin(ITempDataDictionary cookie, Account account, string? wanted, WallClock wall) =>
        cookie[Name] = new[]
        {
            account.Id.ToString(CultureInfo.InvariantCulture),
            account.SecurityStamp,
            wanted ?? "",
            SecondFactor.NewKey(),
            (wall.Now + Lasts).Ticks.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>The one under way; null: there is none, or it took too long.</summary>
    public static PendingSignIn? Of(ITempDataDictionary cookie, WallClock wall) =>
        cookie.Peek(Name) is string[] and [var account, var stamp, var wanted, var key, var until]
        && long.Parse(until, CultureInfo.InvariantCulture) > wall.Now.Ticks
            ? new(long.Parse(account, CultureInfo.InvariantCulture), stamp, wanted, key)
            : null;

    /// <summary>Ends it.</summary>
    public static void End(ITempDataDictionary cookie) => cookie.Remove(Name);
}
