using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Whom somebody is looking for, in figures: the school's, the county's, the country's; and what the last comparison found.</summary>
internal sealed class CaseFigures(StudentNetDb db) : IHomeFigures
{
    public async Task<IReadOnlyList<HomeFigure>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var (own, open) = (caller.Organisation.Code, db.Set<TrackedCase>().Where(c => c.ReleasedAt == null));
        switch (caller.Level, caller.Duty)
        {
            case (Level.School, Duty.Registrar):
                return [new HomeFigure("P2.31", "列管中", await open.CountAsync(c => c.SchoolCode == own, cancellation), "/P2.31") { Figure = "P2.open", Whose = own }];
            case (Level.County, Duty.CountyOfficer):
                return await OfCasesAsync(own, open.Where(c => c.CountyCode == own), "P2.21", now, cancellation);
            case (Level.Ministry, Duty.MinistryOfficer):
                return [.. await ComparisonFigure.OfAsync(db, now, cancellation), .. await OfCasesAsync(own, open, "P2.11", now, cancellation)];
            default:
                return [];
        }
    }

    private static async Task<IReadOnlyList<HomeFigure>> OfCasesAsync(string own, IQueryable<TrackedCase> open, string page, DateTime now, CancellationToken cancellation)
    {
        var today = TaipeiTime.Today(now);
        var counted = await open.GroupBy(c => new { Designated = c.SchoolCode != null, Overdue = c.NextVisitDue < today })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        var tracked = counted.Sum(c => c.Count);
        var overdue = counted.Where(c => c.Key.Designated && c.Key.Overdue).Sum(c => c.Count);
        var waiting = counted.Where(c => !c.Key.Designated).Sum(c => c.Count);
        return
        [
            new HomeFigure(page, "列管中", tracked, $"/{page}") { Note = $"待指派 {waiting:N0}", Figure = "P2.open", Whose = own },
            new HomeFigure(page, "逾期未訪", overdue, $"/{page}?state=Overdue") { Figure = "P2.overdue", Whose = own, Tone = overdue > 0 ? Tone.Bad : Tone.None, Note = overdue > 0 ? "縣市與學校都看得到" : "沒有逾期" },
        ];
    }
}
