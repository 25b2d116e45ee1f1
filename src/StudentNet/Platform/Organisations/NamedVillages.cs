using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Organisations;

/// <summary>
/// The villages, townships and counties that a village list hands over: the tables <c>named_village</c> (village_code, county, township, name, normalised_name,
/// is_unassigned) and <c>named_spelling</c> (village_code, normalised_name, name) of this connection. Inside the caller's transaction; done again, it changes
/// nothing, and nothing is taken away.
/// </summary>
public static class NamedVillages
{
    /// <summary>
    /// Has <paramref name="fill"/> insert into <c>named_village</c>; adds what is new and takes new names over. The old name stays as a spelling, and a name that
    /// is only another spelling of the old one becomes one too.
    /// </summary>
    public static async Task FollowAsync(StudentNetDb db, Func<Task> fill, CancellationToken cancellation)
    {
        await FillAsync(db, fill, cancellation);
        await db.RunAsync("named-villages-follow", null, cancellation);
        var renamed = await db.QueryAsync(
                "named-villages-renamed",
                null,
                row => (Code: row.GetString(0), Stored: row.GetString(1), Listed: row.GetString(2), Normalised: row.GetString(3)),
                cancellation
            )
            .ToListAsync(cancellation);
        foreach (var (code, stored, listed, normalised) in renamed)
        {
            if (VillageSpelling.IsAnotherSpelling(stored, listed))
            {
                db.Add(new VillageAlias { VillageCode = code, NormalisedName = normalised, Name = listed });
                continue;
            }

            var village = (await db.Set<Village>().FindAsync([code], cancellation))!;
            if (await db.Set<VillageAlias>().FindAsync([code, village.NormalisedName], cancellation) is null)
            {
                db.Add(new VillageAlias { VillageCode = code, NormalisedName = village.NormalisedName, Name = stored });
            }

            (village.Name, village.NormalisedName) = (listed, normalised);
        }
    }

    /// <summary>Has <paramref name="fill"/> insert into <c>named_spelling</c> and keeps every spelling that is new.</summary>
    public static async Task KeepSpellingsAsync(StudentNetDb db, Func<Task> fill, CancellationToken cancellation)
    {
        await FillAsync(db, fill, cancellation);
        await db.RunAsync("named-villages-spellings", null, cancellation);
    }

    private static async Task FillAsync(StudentNetDb db, Func<Task> fill, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(fill);
        await db.RunAsync("named-villages-table", null, cancellation);
        await fill();
    }
}
