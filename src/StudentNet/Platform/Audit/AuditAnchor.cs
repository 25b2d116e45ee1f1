using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Audit;

/// <summary>The last link of one lane at the moment of an anchor.</summary>
public sealed record AnchoredHead(string Chain, int Lane, long Seq, string Hash);

/// <summary>
/// The last links of all lanes at one moment, kept outside the database: whoever can write the database can cut off the end of a lane and mend its
/// head, or write a whole lane anew; this text still says what stood there. Signed, so that whoever can write the file, but not the key, cannot mend it either.
/// </summary>
/// <param name="At">UTC.</param>
public sealed record AuditAnchor(DateTime At, IReadOnlyList<AnchoredHead> Heads)
{
    private const string Title = "# StudentNet 稽核末筆";
    private const string Signature = "# 簽章";

    /// <summary>The heads as they stand.</summary>
    public static async Task<AuditAnchor> TakeAsync(StudentNetDb db, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var heads = await db.Set<AuditHead>().AsNoTracking().OrderBy(h => h.Chain).ThenBy(h => h.Lane).ToListAsync(cancellation);
        return new AuditAnchor(now, [.. heads.Select(h => new AnchoredHead(h.Chain, h.Lane, h.Seq, h.Hash))]);
    }

    /// <summary>A line for each lane (chain, lane, number and hash of the last entry), and the signature over all lines before it.</summary>
    public string ToText(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Title} {At:yyyy-MM-ddTHH:mm:ssZ}\n");
        foreach (var head in Heads)
        {
            text.Append(CultureInfo.InvariantCulture, $"{head.Chain} {head.Lane} {head.Seq} {head.Hash}\n");
        }

        var signature = key.SignData(Encoding.UTF8.GetBytes(text.ToString()), HashAlgorithmName.SHA256);
        return $"{text}{Signature} {Convert.ToBase64String(signature)}\n";
    }

    /// <summary>Reads such a text; null where it is none, or where its signature is not by the key.</summary>
    public static AuditAnchor? Parse(string text, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(key);
        var end = text.LastIndexOf(Signature, StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith(Title, StringComparison.Ordinal))
        {
            return null;
        }

        var signature = new byte[text.Length];
        if (
            !Convert.TryFromBase64String(text[(end + Signature.Length)..].Trim(), signature, out var length)
            || !key.VerifyData(Encoding.UTF8.GetBytes(text[..end]), signature.AsSpan(0, length), HashAlgorithmName.SHA256)
        )
        {
            return null;
        }

        // What follows was signed, so it has the form in which it was written.
        var lines = text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var at = DateTime.Parse(lines[0][Title.Length..].Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        return new AuditAnchor(
            at,
            [
                .. lines.Skip(1)
                    .Select(l => l.Split(' '))
                    .Select(w => new AnchoredHead(w[0], int.Parse(w[1], CultureInfo.InvariantCulture), long.Parse(w[2], CultureInfo.InvariantCulture), w[3])),
            ]
        );
    }
}
