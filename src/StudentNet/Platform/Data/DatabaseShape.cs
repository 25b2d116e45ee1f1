using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Data;

/// <summary>One shape file as the database has it.</summary>
public sealed class AppliedShape
{
    /// <summary>Name of the file without its endings: <c>standing-once</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the text that was carried out.</summary>
    public required string Hash { get; set; }
}

/// <summary>
/// What the databases themselves see to and the model cannot say: constraints over several rows, triggers, functions. Files <c>….shape.sqlite.sql</c> and
/// <c>….shape.postgres.sql</c> beside the code they serve; each can be carried out again and again, and is whenever its text has changed.
/// </summary>
public static class DatabaseShape
{
    private const string Prefix = "Sql/";

    /// <summary>Names of the files of a database, and their texts.</summary>
    public static IReadOnlyDictionary<string, string> Of(Dialect dialect)
    {
        var suffix = $".shape.{dialect.ToString().ToLowerInvariant()}.sql";
        return typeof(DatabaseShape)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(suffix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^suffix.Length])
            .Order(StringComparer.Ordinal)
            .ToDictionary(n => n, n => Sql.Text($"{n}.shape", dialect), StringComparer.Ordinal);
    }

    /// <summary>Brings the database to the shapes of this version, in one transaction. Called at each start behind the migrations, by one program at a time.</summary>
    public static async Task BringUpToDateAsync(StudentNetDb db, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var there = await db.Set<AppliedShape>().AsNoTracking().ToDictionaryAsync(s => s.Name, s => s.Hash, cancellation);
        var wanted = Of(db.Dialect).Select(s => (Name: s.Key, Text: s.Value, Hash: Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(s.Value)))));
        var changed = wanted.Where(w => there.GetValueOrDefault(w.Name) != w.Hash).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var (name, text, hash) in changed)
        {
            await RunAsync(db, text, null, cancellation);
            await RunAsync(
                db,
                "insert into applied_shape (name, hash) values (@name, @hash) on conflict (name) do update set hash = excluded.hash",
                new { name, hash },
                cancellation
            );
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task RunAsync(StudentNetDb db, string text, object? parameters, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync(text, parameters, cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

internal sealed class AppliedShapeConfiguration : IEntityTypeConfiguration<AppliedShape>
{
    public void Configure(EntityTypeBuilder<AppliedShape> builder)
    {
        builder.ToTable("applied_shape");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(60);
    }
}
