using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// 驗證碼: the six digits of an authenticator app (RFC 6238), or one of ten recovery codes. Who must have one says <see cref="SecondFactorPolicy"/>.
/// </summary>
public sealed class SecondFactor(StudentNetDb db, IDataProtectionProvider protection, WallClock wall)
{
    /// <summary>How many recovery codes there are.</summary>
    public const int RecoveryCodes = 10;

    private const string Issuer = "StudentNet";
    private const int KeyBytes = 20;
    private const int RecoveryYears = 20;

    // The code before and the one after: telephones do not run like servers.
    private static readonly VerificationWindow Tolerance = new(previous: 1, future: 1);

    private readonly IDataProtector _protector = protection.CreateProtector("authenticator");

    /// <summary>A new secret, in the letters that people type into the app.</summary>
    public static string NewKey() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(KeyBytes));

    /// <summary>The secret as a link that an app opens.</summary>
    public static string Link(string key) => $"otpauth://totp/{Issuer}?secret={key}&issuer={Issuer}";

    /// <summary>Takes a secret into use, if the typed code shows that the app has it. Tracked, not saved. Returns the recovery codes; null: wrong code.</summary>
    public async Task<IReadOnlyList<string>?> EnrolAsync(Account account, string key, string? typed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (StepOf(key, typed) is not { } step)
        {
            return null;
        }

        await RemoveAsync(account, cancellation);
        account.AuthenticatorKey = _protector.Protect(key);
        account.AuthenticatorSince = wall.Now;
        account.AuthenticatorStep = step;
        List<string> codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => OneTimeCode.New())];
        db.AddRange(
            codes.Select(code => new AccountCode
            {
                Hash = OneTimeCode.HashOf(code)!,
                AccountId = account.Id,
                Purpose = CodePurpose.Recovery,
                IssuedAt = wall.Now,
                ExpiresAt = wall.Now.AddYears(RecoveryYears),
            })
        );
        return codes;
    }

    /// <summary>Gives the authenticator up, with its recovery codes. Tracked, not saved.</summary>
    public async Task RemoveAsync(Account account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        account.AuthenticatorKey = null;
        account.AuthenticatorSince = null;
        account.AuthenticatorStep = 0;
        foreach (var code in await Recovery(account).ToListAsync(cancellation))
        {
            code.SpentAt = wall.Now;
        }
    }

    /// <summary>Whether the digits, or a recovery code, are good for this account. Each is good once; that is tracked, not saved.</summary>
    public async Task<bool> AcceptsAsync(Account account, string? typed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.AuthenticatorKey is not { } key)
        {
            return false;
        }

        if (StepOf(_protector.Unprotect(key), typed) is { } step && step > account.AuthenticatorStep)
        {
            account.AuthenticatorStep = step;
            return true;
        }

        var hash = OneTimeCode.HashOf(typed);
        if (hash is null || await Recovery(account).SingleOrDefaultAsync(c => c.Hash == hash, cancellation) is not { } code)
        {
            return false;
        }

        code.SpentAt = wall.Now;
        return true;
    }

    private IQueryable<AccountCode> Recovery(Account account) =>
        db.Set<AccountCode>().Where(c => c.AccountId == account.Id && c.Purpose == CodePurpose.Recovery && c.SpentAt == null);

    private long? StepOf(string key, string? typed)
    {
        var digits = SignInName.Normalise(typed);
        return new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(wall.Now, digits, out var step, Tolerance) ? step : null;
    }
}
