using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Data;

/// <summary>One view as the database has it.</summary>
public sealed class PublishedView
{
    /// <summary>Name of the view: <c>person_now</c> for the file <c>person-now.view.sql</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the text it was made from.</summary>
    public required string Hash { get; set; }
}

/// <summary>
/// The views by which a module lets others read its tables (design §8): files <c>….view.sql</c> in the module's root, each with its version and
/// the meaning of its columns in its first lines. The rest of the tables is the module's own affair.
/// </summary>
public static class PublishedViews
{
    private const string Prefix = "Sql/";
    private const string Suffix = ".view.sql";

    /// <summary>Name of each view, and the query behind it.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        typeof(PublishedViews)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(Suffix, StringComparison.Ordinal))
            .ToDictionary(n => n[Prefix.Length..^Suffix.Length].Replace('-', '_'), n => Sql.Text(n[Prefix.Length..^".sql".Length], Dialect.Sqlite));

    /// <summary>
    /// Brings the views of the database to those of this version, in one transaction; where they are that already, it reads one small table.
    /// Called at each start, behind the migrations.
    /// </summary>
    public static async Task BringUpToDateAsync(StudentNetDb db, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var wanted = All.ToDictionary(v => v.Key, v => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(v.Value))));
        if (await AreWantedAsync(db, wanted, cancellation))
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (db.Dialect == Dialect.Postgres)
        {
            // Two servers may start at once: the second waits here and then finds everything done.
            await RunAsync(db, "lock table published_view in exclusive mode", cancellation);
        }

        if (!await AreWantedAsync(db, wanted, cancellation))
        {
            foreach (var old in await db.Set<PublishedView>().AsNoTracking().ToListAsync(cancellation))
            {
                await RunAsync(db, $"drop view if exists {old.Name}", cancellation);
            }

            await db.Set<PublishedView>().ExecuteDeleteAsync(cancellation);
            foreach (var (name, query) in All)
            {
                await RunAsync(db, $"create view {name} as\n{query}", cancellation);
                // Part of the database's shape, as the migrations are: no act of anybody.
                await RunAsync(db, "insert into published_view (name, hash) values (@name, @hash)", cancellation, new { name, hash = wanted[name] });
            }
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<bool> AreWantedAsync(StudentNetDb db, Dictionary<string, string> wanted, CancellationToken cancellation)
    {
        var there = await db.Set<PublishedView>().AsNoTracking().ToDictionaryAsync(v => v.Name, v => v.Hash, cancellation);
        return there.Count == wanted.Count && wanted.All(w => there.GetValueOrDefault(w.Key) == w.Value);
    }

    private static async Task RunAsync(StudentNetDb db, string text, CancellationToken cancellation, object? parameters = null)
    {
        await using var command = await db.CommandAsync(text, parameters, cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

internal sealed class PublishedViewConfiguration : IEntityTypeConfiguration<PublishedView>
{
    public void Configure(EntityTypeBuilder<PublishedView> builder)
    {
        builder.ToTable("published_view");
        builder.HasKey(v => v.Name);
    }
}
