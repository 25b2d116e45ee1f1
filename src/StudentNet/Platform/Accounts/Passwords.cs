using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace StudentNet.Platform.Accounts;

/// <summary>Makes and checks password hashes (ASP.NET Identity's, PBKDF2 with HMAC-SHA512).</summary>
public sealed class Passwords(IPasswordHasher<Account> hasher)
{
    /// <summary>Longest password taken, in characters: a hash of a megabyte would be a way to tire the server.</summary>
    public const int LongestPassword = 128;

    /// <summary>Rounds of a new hash, as OWASP recommends for it; the framework's own number is half of that. A hash names its own.</summary>
    public const int Rounds = 210_000;

    private static readonly Account Nobody = new() { SignInName = "", SecurityStamp = "", CreatedAt = default };

    // Compared with where there is no account, so that an unknown name takes as long as a wrong password.
    private readonly string _nobodysHash = hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>
    /// Whether the password is the account's; false for no account and for one that is not activated, after the same work. A hash of fewer rounds than
    /// today's is made anew in the account, to be saved with whatever the caller saves.
    /// </summary>
    public bool Verify(Account? account, string password)
    {
        var verdict = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? _nobodysHash, password);
        if (account?.PasswordHash is not null && verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.PasswordHash = hasher.HashPassword(account, password);
        }

        return account?.PasswordHash is not null && verdict != PasswordVerificationResult.Failed;
    }

    /// <summary>Sets the password and ends the sessions that the old one began.</summary>
    public void Set(Account account, string password)
    {
        ArgumentNullException.ThrowIfNull(account);
        account.PasswordHash = hasher.HashPassword(account, password);
        account.SecurityStamp = NewStamp();
    }

    /// <summary>A new security stamp.</summary>
    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
