using System.Security.Cryptography;

namespace StudentNet.Kernel;

/// <summary>
/// 收執碼 such as <c>7C4E-91A0</c>: the first four bytes of the SHA-256 of what was received, short enough to say on the
/// telephone. It lets two people see that they mean the same submission; it is neither a secret nor unique.
/// </summary>
public static class ReceiptCode
{
    private const int Bytes = 4;

    public static string Of(ReadOnlySpan<byte> received)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(received, hash);
        return OfHash(hash);
    }

    /// <summary>The same code where the SHA-256 is already known; fewer than four bytes throw.</summary>
    public static string OfHash(ReadOnlySpan<byte> sha256)
    {
        var hex = Convert.ToHexString(sha256[..Bytes]);
        return $"{hex[..4]}-{hex[4..]}";
    }

    /// <summary>Reads a code as typed: lower case, full-width, blanks, with or without the hyphen.</summary>
    public static bool TryParse(string? text, out string code)
    {
        var typed = Typing.WithoutBlanks(Typing.Narrow(text)).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        var read = typed.Length == 2 * Bytes && typed.All(char.IsAsciiHexDigit);
        code = read ? $"{typed[..4]}-{typed[4..]}" : "";
        return read;
    }
}
