using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>What the national comparison found, as a figure of the ministry's pages.</summary>
internal static class ComparisonFigure
{
    /// <summary>The last comparison of each level of the entry year; none before 9/15.</summary>
    public static async Task<IReadOnlyList<HomeFigure>> OfAsync(StudentNetDb db, DateTime now, CancellationToken cancellation)
    {
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        var ended = await db.Set<NationalComparison>().AsNoTracking().Where(c => c.Year == year && c.EndedAt != null).ToListAsync(cancellation);
        var last = ended.GroupBy(c => c.Level).Select(g => g.MaxBy(c => c.Id)!).ToList();
        if (last.Count == 0)
        {
            return [];
        }

        var (found, of) = (last.Sum(c => (long)c.Unaccounted), last.Sum(c => (long)c.Candidates));
        return [new HomeFigure("P1.11", "大比對未入學", found, "/P1.11") { Note = of == 0 ? null : $"占應入學 {100m * found / of:0.00}%" }];
    }
}
