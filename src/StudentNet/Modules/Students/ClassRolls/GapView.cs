using StudentNet.Kernel;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>Pupils on two lists and pupils on none, as school, county and ministry look at them.</summary>
public sealed record GapView(IReadOnlyList<DoubleRoll> Doubles, IReadOnlyList<RollGap> Gaps, DateTime Now)
{
    /// <summary>Reads both for some schools.</summary>
    public static async Task<GapView> ReadAsync(
        StudentNetDb db,
        Term term,
        IQueryable<string> schools,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        var today = TaipeiTime.Today(now);
        return new GapView(
            await RollGaps.DoublesAsync(db, term, schools, today, cancellation),
            await RollGaps.OfAsync(db, term, schools, today, cancellation),
            now
        );
    }
}
