using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>
/// A key that a machine gave its request (<c>Idempotency-Key</c>): the same request sent again, because the answer was lost on the way, gets
/// the receipt of the first. Kept for <see cref="Kept"/>.
/// </summary>
public sealed class RequestKey
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Longest key.</summary>
    public const int Longest = 200;

    public required string ClientId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 over bytes, format, organisation and settings: another request under the same key is told from a repeated one.</summary>
    public required string Fingerprint { get; init; }

    public required long ReceiptId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The fingerprint of a request.</summary>
    internal static string FingerprintOf(IncomingFile file, string organisation, string hash)
    {
        var settings = file.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}");
        var text = string.Join('\u001f', [hash, file.Format, organisation, file.Accept.ToString(), .. settings]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The remembered request of a key; null where there is none, or none any more.</summary>
    internal static Task<RequestKey?> FindAsync(StudentNetDb db, string client, string key, DateTime now, CancellationToken cancellation)
    {
        var since = now - Kept;
        return db.Set<RequestKey>().AsNoTracking().SingleOrDefaultAsync(r => r.ClientId == client && r.Key == key && r.At > since, cancellation);
    }

    /// <summary>Takes a key for a receipt, in the transaction that writes it; false where another request has been faster.</summary>
    internal static async Task<bool> TakeAsync(StudentNetDb db, RequestKey request, CancellationToken cancellation)
    {
        var (client, key, fingerprint, receipt, at) = (request.ClientId, request.Key, request.Fingerprint, request.ReceiptId, request.At);
        await db.RunAsync("request-key-forget", new { client, since = at - Kept }, cancellation);
        return await db.RunAsync("request-key-take", new { client, key, fingerprint, receipt, at }, cancellation) == 1;
    }
}

internal sealed class RequestKeyConfiguration : IEntityTypeConfiguration<RequestKey>
{
    public void Configure(EntityTypeBuilder<RequestKey> builder)
    {
        builder.ToTable("request_key");
        builder.HasKey(r => new { r.ClientId, r.Key });
        builder.Property(r => r.ClientId).HasMaxLength(MachineClient.LongestId);
        builder.Property(r => r.Key).HasMaxLength(RequestKey.Longest);
    }
}
