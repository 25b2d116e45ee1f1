using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>The entry year in figures: a school's list, a county's and the country's children. From the day admission opens they speak of admission.</summary>
internal sealed class EntryFigures(StudentNetDb db, StageProgress progress, IWindows windows) : IHomeFigures
{
    public async Task<IReadOnlyList<HomeFigure>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        return (caller.Level, caller.Duty) switch
        {
            (Level.School, Duty.Registrar) when caller.Organisation.SchoolLevel is not null => await OfSchoolAsync(caller, year, now, cancellation),
            (Level.County, Duty.CountyOfficer) => await OfCountyAsync(caller.Organisation.Code, year, await StageAsync(caller, year, now, cancellation), cancellation),
            (Level.Ministry, Duty.MinistryOfficer) => await OfNationAsync(year, await StageAsync(caller, year, now, cancellation), cancellation),
            _ => [],
        };
    }

    private async Task<IReadOnlyList<HomeFigure>> OfSchoolAsync(Caller caller, SchoolYear year, DateTime now, CancellationToken cancellation)
    {
        var stage = await StageAsync(caller, year, now, cancellation);
        var words = StageWords.Of(stage);
        var registration = await OfListAsync(EntryStage.Registration);
        var figures = stage == EntryStage.Registration ? registration : await OfListAsync(stage);
        return
        [
            new HomeFigure("N2.31", "分發名冊", registration.Listed, "/N2.31"),
            new HomeFigure(stage == EntryStage.Registration ? "N4.31" : "N6.31", words.Here, figures.Here, stage == EntryStage.Registration ? "/N4.31?show=here" : "/N6.31?show=here"),
            new HomeFigure(words.Code, "未處理", figures.Open, $"/{words.Code}?show=open") { Done = new Amount(figures.Done, figures.Listed, "人") },
        ];

        async Task<MarkFigures> OfListAsync(EntryStage of)
        {
            var school = caller.Organisation;
            var counted = await progress.FiguresAsync(of, year, school.SchoolLevel!.Value, new Scope.School(school.Code), cancellation);
            return counted.GetValueOrDefault(school.Code) ?? new MarkFigures(0, 0, 0, 0, 0);
        }
    }

    private async Task<IReadOnlyList<HomeFigure>> OfCountyAsync(string county, SchoolYear year, EntryStage stage, CancellationToken cancellation)
    {
        var counts = await CountAsync(db.Set<Entry>().Where(e => e.Year == year && e.CountyCode == county), cancellation);
        var needsPerson = counts.Where(c => c.State == EntryState.NeedsPerson).Sum(c => c.Count);
        var here = StageWords.Of(stage).Here;
        var list = stage == EntryStage.Registration ? "N4.21" : "N6.21";
        return
        [
            new HomeFigure("N2.21", "國小新生", Of(counts, SchoolLevel.Elementary), "/N2.21?level=1"),
            new HomeFigure("N2.21", "國中新生", Of(counts, SchoolLevel.JuniorHigh), "/N2.21?level=7"),
            new HomeFigure("N1.21", "待人工分發", needsPerson, "/N1.21/people") { Tone = needsPerson > 0 ? Tone.Warn : Tone.None },
            new HomeFigure(list, here, counts.Where(c => IsHere(c.State, stage)).Sum(c => c.Count), $"/{list}"),
        ];
    }

    private async Task<IReadOnlyList<HomeFigure>> OfNationAsync(SchoolYear year, EntryStage stage, CancellationToken cancellation)
    {
        var words = StageWords.Of(stage);
        var page = $"{words.Group}.11";
        var counts = await CountAsync(db.Set<Entry>().Where(e => e.Year == year), cancellation);
        var listed = db.Set<Entry>().Where(e => e.Year == year && e.PublishedAt != null && e.AllocatedSchool != null).Select(e => e.AllocatedSchool).Distinct();
        var stamped = db.Set<Submission>().Where(s => s.Window == words.Group && s.Year == year).Select(s => s.OrganisationCode).Distinct();
        var (schools, submitted) = await db.AsOneRow().Select(_ => new ValueTuple<int, int>(listed.Count(), stamped.Count())).SingleAsync(cancellation);
        return
        [
            new HomeFigure("N2.11", "入學名冊", counts.Sum(c => c.Count), "/N2.11") { Note = ByLevel(counts) },
            new HomeFigure("N2.11", "待人工分發", counts.Where(c => c.State == EntryState.NeedsPerson).Sum(c => c.Count), "/N2.11")
            {
                Note = ByLevel([.. counts.Where(c => c.State == EntryState.NeedsPerson)]),
            },
            // A school that has no list may submit, that it has nobody.
            new HomeFigure(page, $"{words.Verb}已提交學校", submitted, $"/{page}") { Done = new Amount(submitted, Math.Max(schools, submitted), "校") },
            new HomeFigure(page, words.Here, counts.Where(c => IsHere(c.State, stage)).Sum(c => c.Count), $"/{page}")
            {
                Note = ByLevel([.. counts.Where(c => IsHere(c.State, stage))]),
            },
        ];
    }

    /// <summary>Admission from the day its window opens for the caller's county and level; the nation's own dates for the ministry.</summary>
    private async Task<EntryStage> StageAsync(Caller caller, SchoolYear year, DateTime now, CancellationToken cancellation)
    {
        var book = await windows.BookAsync(caller.Organisation.CountyCode, cancellation);
        var school = caller.Level == Level.School ? caller.Organisation.Code : null;
        var span = book.Spans(StageWords.Of(EntryStage.Admission).Group, year, caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary, school).First();
        return span.IsOpen(now) || span.LastInstant < now ? EntryStage.Admission : EntryStage.Registration;
    }

    private static bool IsHere(EntryState state, EntryStage stage) =>
        state == EntryState.Admitted || (stage == EntryStage.Registration && state == EntryState.Registered);

    private static async Task<IReadOnlyList<StateCount>> CountAsync(IQueryable<Entry> entries, CancellationToken cancellation) =>
        await entries
            .GroupBy(e => new { e.Level, e.State })
            .Select(g => new StateCount(g.Key.Level, g.Key.State, g.Count()))
            .ToListAsync(cancellation);

    private static int Of(IEnumerable<StateCount> counts, SchoolLevel level) => counts.Where(c => c.Level == level).Sum(c => c.Count);

    private static string ByLevel(IReadOnlyList<StateCount> counts) =>
        $"國小 {Of(counts, SchoolLevel.Elementary):N0}　國中 {Of(counts, SchoolLevel.JuniorHigh):N0}";

    private sealed record StateCount(SchoolLevel Level, EntryState State, int Count);
}
