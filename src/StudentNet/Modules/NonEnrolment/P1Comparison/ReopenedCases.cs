using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>
/// Cases of children whom nothing explains again after a release: confirmed as enrolled and not on the school's next roll, an approval that has ended, home from abroad.
/// The same case is opened again, so that whoever looks for the child has everything that was done before (domain §7).
/// </summary>
internal static class ReopenedCases
{
    /// <summary>Of the children that <paramref name="fill"/> puts into the set, for a comparison of a level. Returns how many cases were opened again.</summary>
    public static async Task<long> OpenAsync(StudentNetDb db, Func<Task> fill, DateTime now, string title, SchoolLevel level, CancellationToken cancellation)
    {
        await PersonSet.FillAsync(db, fill, cancellation);
        return await OpenAsync(db, now, title, level, 0, cancellation);
    }

    /// <summary>Of the children of the set, who leave it. Returns how many cases were opened again.</summary>
    /// <param name="level">Null: for the ledger, each child at the level of its age.</param>
    /// <param name="youngestJunior">The youngest cohort of an age for junior high.</param>
    public static async Task<long> OpenAsync(StudentNetDb db, DateTime now, string title, SchoolLevel? level, int youngestJunior, CancellationToken cancellation)
    {
        await db.RunAsync("case-reopen", new { now, title, level = (int)(level ?? 0), youngest_junior = youngestJunior, by_ledger = level is null ? 1 : 0 }, cancellation);
        return await db.RunAsync("case-reopened", new { now }, cancellation);
    }
}
