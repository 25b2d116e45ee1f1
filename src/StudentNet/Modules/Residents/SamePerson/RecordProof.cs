using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>
/// Proof in an address that an officer has named a record by its whole number: a record for which another county answers is shown to nobody who only
/// counts through the keys of records. Good for one account and an hour.
/// </summary>
public sealed class RecordProof(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("same-person").ToTimeLimitedDataProtector();

    /// <summary>The proof for a caller who has named the record.</summary>
    public string Of(Caller caller, long person) => _protector.Protect(Text(caller, person), Lasts);

    /// <summary>Whether a proof is the caller's and of the record.</summary>
    public bool Holds(string? proof, Caller caller, long person)
    {
        if (string.IsNullOrEmpty(proof))
        {
            return false;
        }

        try
        {
            return _protector.Unprotect(proof) == Text(caller, person);
        }
        catch (CryptographicException)
        {
            // Too old, or never ours: the same as none.
            return false;
        }
    }

    private static string Text(Caller caller, long person) => string.Create(CultureInfo.InvariantCulture, $"{caller.AccountId}:{caller.Organisation.Code}:{person}");
}
