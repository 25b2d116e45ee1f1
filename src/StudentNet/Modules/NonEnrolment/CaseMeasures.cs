using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Tracked children whose visit is overdue, by county.</summary>
internal sealed class CaseMeasures(StudentNetDb db) : ICountyMeasures
{
    public int Order => 3;

    public async Task<IReadOnlyList<CountyMeasure>> OfAsync(DateTime now, CancellationToken cancellation = default)
    {
        var today = TaipeiTime.Today(now);
        var counted = await db.Set<TrackedCase>()
            .Where(c => c.ReleasedAt == null)
            .GroupBy(c => c.CountyCode)
            .Select(g => new { g.Key, Open = g.Count(), Overdue = g.Count(c => c.SchoolCode != null && c.NextVisitDue < today) })
            .ToListAsync(cancellation);
        var cases = counted.Where(c => c.Key is not null).ToDictionary(c => c.Key!, c => new Amount(c.Overdue, c.Open, "件"), StringComparer.Ordinal);
        var (open, overdue) = (counted.Sum(c => c.Open), counted.Sum(c => c.Overdue));
        var measure = new CountyMeasure("P2", "逾期未訪", "件", IsShare: false, cases);
        var many = cases.Values.Count(c => c.Value >= CountyTile.ManyFrom);
        return
        [
            measure with
            {
                Figures =
                [
                    .. await ComparisonFigure.OfAsync(db, now, cancellation),
                    new HomeFigure("P2.11", "列管中", open, "/P2.11") { Figure = "P2.open", Whose = Organisation.MinistryCode },
                    new HomeFigure("P2.11", "逾期未訪", overdue, "/P2.11?state=Overdue")
                    {
                        Figure = "P2.overdue",
                        Whose = Organisation.MinistryCode,
                        Tone = overdue > 0 ? Tone.Bad : Tone.None,
                        Note = overdue == 0 ? "沒有逾期" : $"{many:N0} 縣市各 {CountyTile.ManyFrom} 件以上",
                    },
                ],
            },
        ];
    }
}
