using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students;

/// <summary>How many schools of each county have submitted their class rolls, or have a system that sends them; from stamps alone.</summary>
internal sealed class TermMeasures(StudentNetDb db, FilingCalendar calendar) : ICountyMeasures
{
    public int Order => 2;

    public async Task<IReadOnlyList<CountyMeasure>> OfAsync(DateTime now, CancellationToken cancellation = default)
    {
        var today = TaipeiTime.Today(now);
        var term = RollTerm.Of(today);
        var window = RollTerm.Window(term);
        var schools = await db.Set<School>()
            .Where(s => s.Kind != SchoolKind.Foreign && (s.ClosedOn == null || s.ClosedOn >= today))
            .Select(s => new
            {
                s.CountyCode,
                s.UsesRecordSystem,
                First = db.Set<Submission>().Where(x => x.OrganisationCode == s.Code && x.Window == window && x.Year == term.Year && x.Level == s.Level).Min(x => (DateTime?)x.At),
            })
            .ToListAsync(cancellation);
        return
        [
            new CountyMeasure(
                "Q1",
                $"各班學生 {term.Year.Roc}-{term.Number} 提交",
                "校",
                IsShare: true,
                schools.GroupBy(s => s.CountyCode, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Amount(g.Count(s => s.First is not null || s.UsesRecordSystem), g.Count(), "校"), StringComparer.Ordinal)
            )
            {
                DueAt = calendar.CheckpointOf(calendar[window]) is { } checkpoint ? CountyWindows.InstantOf(checkpoint, term.Year) : null,
                IsNow = true,
                FirstStamps = [.. schools.Where(s => s.First is not null).Select(s => s.First!.Value)],
            },
        ];
    }
}
