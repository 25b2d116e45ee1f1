using System.Security.Cryptography;
using System.Text;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// 啟用碼 such as <c>7C4E-91A0-KM3T</c>: 60 random bits in letters and digits that are not mistaken for one another. Only its hash is kept.
/// </summary>
public static class OneTimeCode
{
    // Crockford's base 32: no I, L, O, U.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 12;
    private const int Group = 4;

    /// <summary>A new code, as it is written for people.</summary>
    public static string New()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, Length);
        return string.Join('-', letters.Chunk(Group).Select(chunk => new string(chunk)));
    }

    /// <summary>What is kept of a code, as typed with or without hyphens, blanks and capitals; null if it cannot be one.</summary>
    public static string? HashOf(string? typed)
    {
        var letters = SignInName.Normalise(typed).Replace("-", "", StringComparison.Ordinal).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return letters.Length == Length && letters.All(Alphabet.Contains)
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(letters)))
            : null;
    }
}
