using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StudentNet.Platform.Data;

/// <summary>A set of children that were shown: kept once, found again by its hash (decision 112).</summary>
/// <param name="People">Numbers of the persons, in order, each once.</param>
internal sealed record ShownPeople(IReadOnlyList<long> People, string Hash, long Id)
{
    private static readonly BulkColumn[] Columns = [new("person_id", BulkType.Long), new("set_id", BulkType.Long)];

    public static ShownPeople Of(IEnumerable<long> people)
    {
        long[] ordered = [.. people.Distinct().Order()];
        var hash = HashOf(ordered);
        return new(ordered, hash, BinaryPrimitives.ReadInt64BigEndian(Convert.FromHexString(hash[..16])));
    }

    /// <summary>SHA-256 over numbers of persons in order, in hexadecimal.</summary>
    public static string HashOf(IEnumerable<long> ordered)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var person in ordered)
        {
            Add(hash, person);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>One more person of a set that is hashed while it is read.</summary>
    public static void Add(IncrementalHash hash, long person) => hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{person} ")));

    /// <summary>Writes the set where it is new: one look by its key for a set that is there, two statements more for another. Within a transaction.</summary>
    public async Task KeepAsync(StudentNetDb db, CancellationToken cancellation)
    {
        if (await db.ScalarAsync<string?>("audit-set-find", new { id = Id }, cancellation) is not null
            || await db.RunAsync("audit-set-keep", new { id = Id, hash = Hash }, cancellation) == 0)
        {
            return;
        }

        await using var writer = await BulkWriter.OpenAsync(db, "audit_shown", Columns, cancellation);
        var row = new object?[2];
        foreach (var person in People)
        {
            (row[0], row[1]) = (person, Id);
            await writer.WriteAsync(row, cancellation);
        }

        await writer.CompleteAsync(cancellation);
    }
}
