using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// Counts wrong passwords and codes by account and by where they come from: five lock that browser or network for fifteen minutes. Many from
/// places that the account has never signed in from lock all such places; a browser or network that signed in before goes on. All changes are
/// tracked, not saved.
/// </summary>
public sealed class SignInLocks(StudentNetDb db, WallClock wall)
{
    private const int HashLength = 32;

    // Rows of strangers who tried and went away.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>Whether nothing is looked at from there now.</summary>
    public async Task<bool> IsLockedAsync(Account account, SignInOrigin origin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        return IsLocked(account, await FindAsync(account, origin, cancellation));
    }

    /// <summary>Whether anything is locked: for the helpdesk to see.</summary>
    /// <returns>Until when the longest lock lasts, UTC; null: there is none.</returns>
    public async Task<DateTime?> UntilAsync(Account account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        var until = await db.Set<SignInSource>().Where(s => s.AccountId == account.Id).MaxAsync(s => s.LockedUntil, cancellation);
        until = account.LockedUntil > (until ?? DateTime.MinValue) ? account.LockedUntil : until;
        return until > wall.Now ? until : null;
    }

    /// <summary>Counts a failure, and locks with the last one. While it is locked nothing is counted.</summary>
    public async Task<SignInEvent> CountFailureAsync(Account account, SignInOrigin origin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(origin);
        var now = wall.Now;
        var source = await FindAsync(account, origin, cancellation);
        if (IsLocked(account, source))
        {
            return SignInEvent.WhileLocked;
        }

        source ??= Add(account, origin.Network);
        source.LastAt = now;
        source.FailedAttempts++;
        var happened = SignInEvent.WrongPassword;
        if (source.FailedAttempts >= Account.Attempts)
        {
            (source.FailedAttempts, source.LockedUntil, happened) = (0, now + Account.LockTime, SignInEvent.Locked);
        }

        if (!source.IsKnown(now) && ++account.FailedAttempts >= Account.StrangersAttempts)
        {
            (account.FailedAttempts, account.LockedUntil, happened) = (0, now + Account.LockTime, SignInEvent.Locked);
        }

        return happened;
    }

    /// <summary>Remembers browser and network of somebody who has signed in, and forgets the failures from there.</summary>
    public async Task RememberAsync(Account account, SignInOrigin origin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(origin);
        var now = wall.Now;
        foreach (var key in new[] { DeviceKey(origin), origin.Network })
        {
            var source = await db.Set<SignInSource>().SingleOrDefaultAsync(s => s.AccountId == account.Id && s.Source == key, cancellation) ?? Add(account, key);
            (source.FailedAttempts, source.LockedUntil, source.SignedInAt, source.LastAt) = (0, null, now, now);
        }

        var (strangersUntil, knownSince) = (now - Forgotten, now - SignInSource.KnownFor);
        db.RemoveRange(
            await db.Set<SignInSource>()
                .Where(s => s.AccountId == account.Id && s.LastAt < strangersUntil && (s.SignedInAt == null || s.SignedInAt < knownSince))
                .Where(s => s.LockedUntil == null || s.LockedUntil < now)
                .ToListAsync(cancellation)
        );
    }

    /// <summary>Takes every lock away: after the helpdesk has spoken with the owner, and with a new password.</summary>
    public async Task ReleaseAsync(Account account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        (account.FailedAttempts, account.LockedUntil) = (0, null);
        foreach (var source in await db.Set<SignInSource>().Where(s => s.AccountId == account.Id && (s.FailedAttempts > 0 || s.LockedUntil != null)).ToListAsync(cancellation))
        {
            (source.FailedAttempts, source.LockedUntil) = (0, null);
        }
    }

    // A browser that the account has signed in with counts for itself, wherever it is; all others count by their network.
    private async Task<SignInSource?> FindAsync(Account account, SignInOrigin origin, CancellationToken cancellation)
    {
        var device = DeviceKey(origin);
        var found = await db.Set<SignInSource>()
            .Where(s => s.AccountId == account.Id && (s.Source == device || s.Source == origin.Network))
            .ToListAsync(cancellation);
        return found.SingleOrDefault(s => s.Source == device && s.IsKnown(wall.Now)) ?? found.SingleOrDefault(s => s.Source == origin.Network);
    }

    private bool IsLocked(Account account, SignInSource? source) =>
        source?.LockedUntil > wall.Now || (account.LockedUntil > wall.Now && source?.IsKnown(wall.Now) is not true);

    private SignInSource Add(Account account, string key)
    {
        var source = new SignInSource { AccountId = account.Id, Source = key, LastAt = wall.Now };
        db.Add(source);
        return source;
    }

    private static string DeviceKey(SignInOrigin origin) =>
        "device:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin.Device)))[..HashLength];
}
