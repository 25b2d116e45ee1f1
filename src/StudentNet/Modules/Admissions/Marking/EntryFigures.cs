using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
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
        var whose = $"{caller.Organisation.Code}|{(int)caller.Organisation.SchoolLevel!.Value}";
        var registration = await OfListAsync(EntryStage.Registration);
        var figures = stage == EntryStage.Registration ? registration : await OfListAsync(stage);
        return
        [
            new HomeFigure("N3.31", "分發名冊", registration.Listed, "/N3.31") { Figure = "N3.listed", Whose = whose },
            new HomeFigure(stage == EntryStage.Registration ? "N4.31" : "N6.31", words.Here, figures.Here, stage == EntryStage.Registration ? "/N4.31?show=here" : "/N6.31?show=here") { Figure = $"{words.Group}.here", Whose = whose },
            new HomeFigure(words.Code, "未處理", figures.Open, $"/{words.Code}?show=open") { Done = new Amount(figures.Done, figures.Listed, "人"), Figure = $"{words.Group}.open", Whose = whose },
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
        var places = await PlacesAsync(db.Set<PlaceCount>().Where(c => c.Year == year && c.CountyCode == county), cancellation);
        var needsPerson = places.Where(p => p.Kind == PlaceKind.NeedsPerson).Sum(p => p.Children);
        var words = StageWords.Of(stage);
        var here = await HereAsync(stage, year, county, cancellation);
        return
        [
            new HomeFigure("N2.21", "國小新生", Of(places, SchoolLevel.Elementary), "/N2.21?level=1") { Figure = "N.new", Whose = $"{county}|1" },
            new HomeFigure("N2.21", "國中新生", Of(places, SchoolLevel.JuniorHigh), "/N2.21?level=7") { Figure = "N.new", Whose = $"{county}|7" },
            new HomeFigure("N1.21", "待人工分發", needsPerson, "/N1.21/people") { Tone = needsPerson > 0 ? Tone.Warn : Tone.None, Figure = "N.needs", Whose = county },
            new HomeFigure($"{words.Group}.21", words.Here, here.Values.Sum(h => h.Here), $"/{words.Group}.21") { Figure = $"{words.Group}.here", Whose = county },
        ];
    }

    private async Task<IReadOnlyList<HomeFigure>> OfNationAsync(SchoolYear year, EntryStage stage, CancellationToken cancellation)
    {
        var words = StageWords.Of(stage);
        var page = $"{words.Group}.11";
        const string nation = Organisation.MinistryCode;
        var places = await PlacesAsync(db.Set<PlaceCount>().Where(c => c.Year == year), cancellation);
        var needsPerson = places.Where(p => p.Kind == PlaceKind.NeedsPerson).ToList();
        var here = await HereAsync(stage, year, null, cancellation);
        var (schools, submitted) = (here.Values.Sum(h => h.Schools), here.Values.Sum(h => h.Submitted));
        return
        [
            new HomeFigure("N2.11", "新生", places.Sum(p => p.Children), "/N2.11") { Note = ByLevel(places), Figure = "N.new", Whose = nation },
            new HomeFigure("N2.11", "待人工分發", needsPerson.Sum(p => p.Children), "/N2.11") { Note = ByLevel(needsPerson), Figure = "N.needs", Whose = nation },
            new HomeFigure(page, $"{words.Verb}已提交學校", submitted, $"/{page}") { Done = new Amount(submitted, schools, "校"), Figure = $"{words.Group}.submitted", Whose = nation },
            new HomeFigure(page, words.Here, here.Values.Sum(h => h.Here), $"/{page}")
            {
                Figure = $"{words.Group}.here",
                Whose = nation,
                Note = $"國小 {here.GetValueOrDefault(SchoolLevel.Elementary).Here:N0}　國中 {here.GetValueOrDefault(SchoolLevel.JuniorHigh).Here:N0}",
            },
        ];
    }

    /// <summary>By level: the schools with a list or a stamp, those that submitted, and the children that are here. The same figures as N3.21 and N3.11.</summary>
    private async Task<IReadOnlyDictionary<SchoolLevel, (int Schools, int Submitted, long Here)>> HereAsync(EntryStage stage, SchoolYear year, string? county, CancellationToken cancellation) =>
        await db.Set<StageCount>()
            .Where(c => c.Year == year && c.Stage == stage && (c.Listed > 0 || c.StampedAt != null))
            .Where(c => county == null || db.Set<Organisation>().Any(o => o.Code == c.SchoolCode && o.CountyCode == county))
            .GroupBy(c => c.Level)
            .Select(g => new { g.Key, Schools = g.Count(), Submitted = g.Count(c => c.StampedAt != null), Here = g.Sum(c => c.Here) })
            .ToDictionaryAsync(g => g.Key, g => (g.Schools, g.Submitted, g.Here), cancellation);

    /// <summary>Admission from the day its window opens for the caller's county and level; the nation's own dates for the ministry.</summary>
    private async Task<EntryStage> StageAsync(Caller caller, SchoolYear year, DateTime now, CancellationToken cancellation)
    {
        var book = await windows.BookAsync(caller.Organisation.CountyCode, cancellation);
        var school = caller.Level == Level.School ? caller.Organisation.Code : null;
        var span = book.Spans(StageWords.Of(EntryStage.Admission).Group, year, caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary, school).First();
        return span.IsOpen(now) || span.LastInstant < now ? EntryStage.Admission : EntryStage.Registration;
    }

    private static async Task<IReadOnlyList<Places>> PlacesAsync(IQueryable<PlaceCount> counts, CancellationToken cancellation) =>
        await counts.GroupBy(c => new { c.Level, c.Kind }).Select(g => new Places(g.Key.Level, g.Key.Kind, g.Sum(c => c.Children))).ToListAsync(cancellation);

    private static long Of(IEnumerable<Places> places, SchoolLevel level) => places.Where(p => p.Level == level).Sum(p => p.Children);

    private static string ByLevel(IReadOnlyList<Places> places) => $"國小 {Of(places, SchoolLevel.Elementary):N0}　國中 {Of(places, SchoolLevel.JuniorHigh):N0}";

    private sealed record Places(SchoolLevel Level, PlaceKind Kind, long Children);
}
