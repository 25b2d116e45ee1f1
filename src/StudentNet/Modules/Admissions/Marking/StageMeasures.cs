using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>How many schools of each county have submitted registration and admission, from the kept figures.</summary>
internal sealed class StageMeasures(StudentNetDb db, FilingCalendar calendar) : ICountyMeasures
{
    public int Order => 1;

    public async Task<IReadOnlyList<CountyMeasure>> OfAsync(DateTime now, CancellationToken cancellation = default)
    {
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        var counted = await db.Set<StageCount>()
            .Where(c => c.Year == year && (c.Listed > 0 || c.StampedAt != null))
            .Join(db.Set<Organisation>(), c => c.SchoolCode, o => o.Code, (c, o) => new { c.Stage, County = o.CountyCode!, c.StampedAt })
            .GroupBy(c => new { c.Stage, c.County })
            .Select(g => new { g.Key, Schools = g.Count(), Submitted = g.Count(c => c.StampedAt != null) })
            .ToListAsync(cancellation);
        var stamps = (
            await db.Set<Submission>().Where(s => s.Year == year && s.Seq == 1 && (s.Window == "N3" || s.Window == "N5")).Select(s => new { s.Window, s.At }).ToListAsync(cancellation)
        ).ToLookup(s => s.Window, s => s.At, StringComparer.Ordinal);
        return
        [
            .. Enum.GetValues<EntryStage>()
                .Select(stage =>
                {
                    var words = StageWords.Of(stage);
                    var row = calendar[words.Group];
                    var due = calendar.CheckpointOf(row) is { } checkpoint ? CountyWindows.InstantOf(checkpoint, year) : (DateTime?)null;
                    return new CountyMeasure(
                        words.Group,
                        $"{words.Verb}提交",
                        "校",
                        IsShare: true,
                        counted.Where(c => c.Key.Stage == stage).ToDictionary(c => c.Key.County, c => new Amount(c.Submitted, c.Schools, "校"), StringComparer.Ordinal)
                    )
                    {
                        DueAt = due,
                        IsNow = stage == EntryStage.Registration ? counted.Count > 0 : counted.Any(c => c.Key.Stage == stage && c.Submitted > 0),
                        FirstStamps = [.. stamps[words.Group]],
                    };
                }),
        ];
    }
}
