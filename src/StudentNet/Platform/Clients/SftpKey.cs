using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace StudentNet.Platform.Clients;

/// <summary>A public key as OpenSSH writes it on one line: kind, key, comment. Options before the kind, which would give a key rights of its own, are refused.</summary>
/// <param name="Kind">Algorithm: <c>ssh-ed25519</c>.</param>
/// <param name="Blob">The key in base64.</param>
/// <param name="Comment">Whose it is, in the sender's words.</param>
public sealed record SftpKey(string Kind, string Blob, string Comment)
{
    private const string Rsa = "ssh-rsa";
    private const int SmallestRsa = 3072;
    private const int LongestComment = 100;

    private static readonly string[] Kinds =
    [
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
        Rsa,
    ];

    /// <summary>The line as it is stored.</summary>
    public string Line => Comment.Length == 0 ? $"{Kind} {Blob}" : $"{Kind} {Blob} {Comment}";

    /// <summary><c>SHA256:…</c>, as <c>ssh-keygen -l</c> prints it: by it two people tell over the telephone that they mean the same key.</summary>
    public string Fingerprint => $"SHA256:{Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Blob))).TrimEnd('=')}";

    /// <summary>Reads a line; <paramref name="problem"/> says why it is not a key that may be used.</summary>
    public static SftpKey? Parse(string line, out Problem? problem)
    {
        ArgumentNullException.ThrowIfNull(line);
        problem = null;
        var parts = line.Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            problem = new Problem("key.private", "這是私鑰，不可以貼在這裡", "請改貼 .pub 檔的內容；這把私鑰已外洩，請重新產生");
        }
        else if (parts.Length < 2 || !Kinds.Contains(parts[0], StringComparer.Ordinal))
        {
            problem = new Problem("key.kind", "不是 OpenSSH 的公鑰", $"請貼 .pub 檔的整行內容，開頭是 {string.Join('、', Kinds[..2])} 或 ssh-rsa");
        }
        else if (Bytes(parts[1]) is not { } blob || KindOf(blob) != parts[0] || (parts[0] == Rsa && RsaBits(blob) is null))
        {
            problem = new Problem("key.damaged", "公鑰的內容不完整", "請重新複製 .pub 檔的整行內容，中間不能換行");
        }
        else if (parts[0] == Rsa && RsaBits(blob) < SmallestRsa)
        {
            problem = new Problem("key.short", $"RSA 金鑰少於 {SmallestRsa} 位元", "請用 ssh-keygen -t ed25519 產生新的金鑰");
        }

        return problem is null ? new SftpKey(parts[0], parts[1], CommentOf(parts)) : null;
    }

    private static string CommentOf(string[] parts)
    {
        var comment = parts.Length > 2 ? string.Concat(parts[2].Where(c => !char.IsControl(c))) : "";
        return comment.Length > LongestComment ? comment[..LongestComment] : comment;
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private static string? KindOf(ReadOnlySpan<byte> blob) => Field(blob, 0) is { Bytes: var kind } ? Encoding.ASCII.GetString(kind) : null;

    /// <summary>Length of the modulus, the third field of an RSA key; null where there is none.</summary>
    private static int? RsaBits(ReadOnlySpan<byte> blob)
    {
        var (at, _) = Field(blob, 0)!.Value;
        if (Field(blob, at) is not { } exponent || Field(blob, exponent.End) is not { } modulus)
        {
            return null;
        }

        var number = modulus.Bytes.AsSpan().TrimStart((byte)0);
        return number.Length == 0 ? 0 : (number.Length * 8) - System.Numerics.BitOperations.LeadingZeroCount((uint)number[0]) + 24;
    }

    /// <summary>A field (RFC 4251: length, then bytes) that begins at a position, and where it ends.</summary>
    private static (int End, byte[] Bytes)? Field(ReadOnlySpan<byte> blob, int at)
    {
        if (at + sizeof(int) > blob.Length)
        {
            return null;
        }

        var start = at + sizeof(int);
        var length = BinaryPrimitives.ReadInt32BigEndian(blob[at..]);
        return length >= 0 && length <= blob.Length - start ? (start + length, blob.Slice(start, length).ToArray()) : null;
    }
}
