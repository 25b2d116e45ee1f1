using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>
/// What the latest comparison of a level found of a child: of its own record and of those that have become part of it since. Of several findings the
/// lowest pass counts, as in a comparison.
/// </summary>
/// <param name="Pass">The pass that accounts for the child; null: nothing does.</param>
/// <param name="Detail">What the pass found: the school, the approval's number.</param>
internal sealed record LatestFinding(NationalComparison Comparison, int? Pass, string? Detail)
{
    /// <summary>Null where no comparison of the level has looked for the child.</summary>
    public static async Task<LatestFinding?> OfAsync(StudentNetDb db, long person, SchoolLevel level, CancellationToken cancellation = default)
    {
        var records = await RecordsAsync(db, person, cancellation);
        var found = await (
            from result in db.Set<ComparisonResult>().AsNoTracking()
            join comparison in db.Set<NationalComparison>() on result.ComparisonId equals comparison.Id
            where records.Contains(result.PersonId) && comparison.Level == level && comparison.EndedAt != null
            orderby comparison.Id descending, result.Pass ?? int.MaxValue
            select new { Comparison = comparison, result.Pass, result.Detail }
        ).FirstOrDefaultAsync(cancellation);
        return found is null ? null : new LatestFinding(found.Comparison, found.Pass, found.Detail);
    }

    /// <summary>The child's own record, those that were merged into it, and those that had been merged into these.</summary>
    private static async Task<List<long>> RecordsAsync(StudentNetDb db, long person, CancellationToken cancellation)
    {
        List<long> all = [person];
        List<long> last = [person];
        while (last.Count > 0)
        {
            var into = last;
            var merged = await db.Set<PersonMerged>().Where(m => into.Contains(m.Survivor) && m.ApartAt == null).Select(m => m.Merged).ToListAsync(cancellation);
            last = [.. merged.Except(all)];
            all.AddRange(last);
        }

        return all;
    }
}
