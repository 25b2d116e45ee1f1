using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>P2.11 全國列管情形: how many are looked for in each county, and where it stands still.</summary>
[Function("P2.11")]
public sealed class MinistryModel(StudentNetDb db) : FunctionPage
{
    public IReadOnlyList<(string? Code, string County, CaseCounts Counts)> Counties { get; private set; } = [];

    public CaseCounts Total { get; private set; } = new(0, 0, 0, 0);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var today = Today;
        var counts = await db.Set<TrackedCase>()
            .GroupBy(c => c.CountyCode)
            .Select(g => new
            {
                County = g.Key,
                Awaiting = g.Count(c => c.ReleasedAt == null && c.SchoolCode == null),
                Visiting = g.Count(c => c.ReleasedAt == null && c.SchoolCode != null && (c.NextVisitDue == null || c.NextVisitDue >= today)),
                Overdue = g.Count(c => c.ReleasedAt == null && c.SchoolCode != null && c.NextVisitDue < today),
                Released = g.Count(c => c.ReleasedAt != null),
            })
            .ToListAsync(cancellation);
        var names = await db.Set<Organisation>().Where(o => o.Level == Level.County).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        Counties =
        [
            .. counts
                .OrderByDescending(c => c.Overdue)
                .ThenByDescending(c => c.Awaiting)
                .ThenBy(c => c.County, StringComparer.Ordinal)
                .Select(c =>
                    (
                        c.County,
                        c.County is null ? "無戶籍縣市" : names.GetValueOrDefault(c.County, c.County),
                        new CaseCounts(c.Awaiting, c.Visiting, c.Overdue, c.Released)
                    )
                ),
            // A county without a case stands in the table too: nobody asks where it is.
            .. names
                .Where(n => counts.All(c => c.County != n.Key))
                .OrderBy(n => n.Key, StringComparer.Ordinal)
                .Select(n => ((string?)n.Key, n.Value, new CaseCounts(0, 0, 0, 0))),
        ];
        Total = new CaseCounts(
            counts.Sum(c => c.Awaiting),
            counts.Sum(c => c.Visiting),
            counts.Sum(c => c.Overdue),
            counts.Sum(c => c.Released)
        );
    }
}
