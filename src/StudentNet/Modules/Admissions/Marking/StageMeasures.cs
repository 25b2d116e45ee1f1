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
            .Join(db.Set<Organisation>(), c => c.SchoolCode, o => o.Code, (c, o) => new { c.Stage, c.Level, County = o.CountyCode!, c.StampedAt, c.Listed, c.Here, Said = c.Here + c.Absent + c.Elsewhere })
            .GroupBy(c => new { c.Stage, c.Level, c.County })
            .Select(g => new { g.Key, Schools = g.Count(), Submitted = g.Count(c => c.StampedAt != null), Listed = g.Sum(c => (long)c.Listed), Here = g.Sum(c => (long)c.Here), Said = g.Sum(c => c.Said) })
            .ToListAsync(cancellation);
        // First stamps, and what stood open at the end of each day, in one look: a line has either an instant or a day.
        var from = TaipeiTime.Today(now).AddDays(-BurnDown.MostDays);
        var past = await db.Set<Submission>()
            .Where(s => s.Year == year && s.Seq == 1 && (s.Window == "N3" || s.Window == "N5"))
            .Select(s => new { IsRegistration = s.Window == "N3", At = (DateTime?)s.At, Day = (DateOnly?)null, Open = 0L })
            .Concat(
                db.Set<StageDay>()
                    .Where(d => d.Year == year && d.Day >= from)
                    .GroupBy(d => new { IsRegistration = d.Stage == EntryStage.Registration, d.Day })
                    .Select(g => new { g.Key.IsRegistration, At = (DateTime?)null, Day = (DateOnly?)g.Key.Day, Open = g.Sum(d => d.Open) })
            )
            .ToListAsync(cancellation);
        var stamps = past.Where(p => p.At is not null).ToLookup(p => p.IsRegistration ? "N3" : "N5", p => p.At!.Value, StringComparer.Ordinal);
        var openDays = past.Where(p => p.Day is not null).OrderBy(p => p.Day).ToLookup(p => p.IsRegistration ? EntryStage.Registration : EntryStage.Admission, p => (p.Day!.Value, p.Open));
        // From the first submission of admission on, its figures are those of the day.
        var stageNow = counted.Any(c => c.Key.Stage == EntryStage.Admission && c.Submitted > 0) ? EntryStage.Admission : EntryStage.Registration;
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
                        counted
                            .Where(c => c.Key.Stage == stage)
                            .GroupBy(c => c.Key.County, StringComparer.Ordinal)
                            .ToDictionary(g => g.Key, g => new Amount(g.Sum(c => c.Submitted), g.Sum(c => c.Schools), "校"), StringComparer.Ordinal)
                    )
                    {
                        DueAt = due,
                        IsNow = stage == EntryStage.Registration ? counted.Count > 0 : stageNow == stage,
                        FirstStamps = [.. stamps[words.Group]],
                        OpenDays = [.. openDays[stage]],
                        OpenNow = counted.Where(c => c.Key.Stage == stage).Sum(c => c.Listed - c.Said),
                        Figures = stage == stageNow ? [Figure(words, $"{words.Verb}名冊", "listed", c => c.Listed), Figure(words, words.Here, "here", c => c.Here)] : [],
                    };
                }),
        ];

        HomeFigure Figure(StageWords words, string title, string name, Func<Counted, long> value)
        {
            List<Counted> own = [.. counted.Where(c => StageWords.Of(c.Key.Stage) == words).Select(c => new Counted(c.Key.Level, c.Listed, c.Here))];
            return new HomeFigure($"{words.Group}.11", title, own.Sum(value), $"/{words.Group}.11")
            {
                Figure = $"{words.Group}.{name}",
                Whose = Organisation.MinistryCode,
                Note = $"國小 {own.Where(c => c.Level == SchoolLevel.Elementary).Sum(value):N0}　國中 {own.Where(c => c.Level == SchoolLevel.JuniorHigh).Sum(value):N0}",
            };
        }
    }

    /// <summary>Children of a level in one county.</summary>
    private sealed record Counted(SchoolLevel Level, long Listed, long Here);
}
