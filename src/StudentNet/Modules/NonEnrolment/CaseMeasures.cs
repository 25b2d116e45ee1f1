using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Tracked children whose visit is overdue, by county.</summary>
internal sealed class CaseMeasures(StudentNetDb db) : ICountyMeasures
{
    public int Order => 3;

    public async Task<IReadOnlyList<CountyMeasure>> OfAsync(DateTime now, CancellationToken cancellation = default)
    {
        var today = TaipeiTime.Today(now);
        var cases = await db.Set<TrackedCase>()
            .Where(c => c.ReleasedAt == null && c.CountyCode != null)
            .GroupBy(c => c.CountyCode!)
            .Select(g => new { g.Key, Open = g.Count(), Overdue = g.Count(c => c.SchoolCode != null && c.NextVisitDue < today) })
            .ToDictionaryAsync(g => g.Key, g => new Amount(g.Overdue, g.Open, "件"), StringComparer.Ordinal, cancellation);
        return [new CountyMeasure("P2", "逾期未訪", "件", IsShare: false, cases)];
    }
}
