using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
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
/// What stands in a file between <c>-- for each {table} of list.csv</c> and <c>-- end for each</c> is written once for each row of that list of
/// <c>Reference/</c>: <c>{table}</c> is its table, <c>{changed}</c> a condition that one of its columns changed (always true where it names none).
/// </summary>
public static partial class DatabaseShape
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
            .ToDictionary(n => n, n => ForEachTable(Sql.Text($"{n}.shape", dialect)), StringComparer.Ordinal);
    }

    /// <summary>Writes the repeated part of a shape once for each table of its list.</summary>
    private static string ForEachTable(string text) =>
        Repeated()
            .Replace(
                text,
                part =>
                    string.Join(
                        "",
                        ReferenceFile.Rows(
                            part.Groups["list"].Value,
                            row =>
                                part.Groups["part"]
                                    .Value.Replace("{table}", row("table"), StringComparison.Ordinal)
                                    .Replace("{changed}", Changed(row("columns").Split(' ', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal)
                        )
                    )
            );

    private static string Changed(string[] columns) => columns.Length == 0 ? "true" : string.Join(" or ", columns.Select(c => $"new.{c} is not old.{c}"));

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

    [GeneratedRegex(@"-- for each \{table\} of (?<list>[a-z-]+\.csv)\n(?<part>[\s\S]*?)-- end for each\n")]
    private static partial Regex Repeated();
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
