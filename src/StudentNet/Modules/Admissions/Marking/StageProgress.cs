using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>How far one school is in a stage.</summary>
/// <param name="Last">Its latest submission; null: not submitted.</param>
/// <param name="Outcome">How the stage stands for it: done, changed since, open, late.</param>
public sealed record SchoolProgress(string Code, string Name, string CountyCode, MarkFigures Figures, Submission? Last, StageOutcome Outcome)
{
    /// <summary>Days since it should have submitted; 0: not late.</summary>
    public int DaysLate { get; init; }

    /// <summary>It has children to account for, or said that it has accounted for them.</summary>
    public bool Counts => Figures.Listed > 0 || Last is not null;
}

/// <summary>Reads how far schools are: for their county, for the ministry, for the figures of a checkpoint.</summary>
public sealed class StageProgress(StudentNetDb db, IWindows windows)
{
    /// <summary>Figures of every school that has a list, by school code, as they are kept (<see cref="StageCount"/>).</summary>
    /// <param name="scope">Whose: a school's own, those of a county, or all. A township has none.</param>
    public async Task<IReadOnlyDictionary<string, MarkFigures>> FiguresAsync(
        EntryStage stage,
        SchoolYear year,
        SchoolLevel level,
        Scope scope,
        CancellationToken cancellation = default
    ) =>
        await Of(stage, year, scope)
            .Where(c => c.Level == level && c.Listed > 0)
            .ToDictionaryAsync(c => c.SchoolCode, c => c.Figures, StringComparer.Ordinal, cancellation);

    /// <summary>Each county's schools together: how many have a list or have submitted, how many submitted, and their figures. Counties without any are left out.</summary>
    public async Task<IReadOnlyDictionary<string, CountyStage>> OfCountiesAsync(EntryStage stage, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        var sums = await Of(stage, year, new Scope.National())
            .Where(c => c.Level == level && (c.Listed > 0 || c.StampedAt != null))
            .Join(db.Set<Organisation>(), c => c.SchoolCode, o => o.Code, (c, o) => new { Count = c, County = o.CountyCode! })
            .GroupBy(c => c.County)
            .Select(g => new
            {
                g.Key,
                Schools = g.Count(),
                Submitted = g.Count(c => c.Count.StampedAt != null),
                Listed = g.Sum(c => c.Count.Listed),
                Here = g.Sum(c => c.Count.Here),
                Absent = g.Sum(c => c.Count.Absent),
                Elsewhere = g.Sum(c => c.Count.Elsewhere),
                Contested = g.Sum(c => c.Count.Contested),
            })
            .ToListAsync(cancellation);
        return sums.ToDictionary(
            s => s.Key,
            s => new CountyStage(s.Key, "", s.Schools, s.Submitted, new MarkFigures(s.Listed, s.Here, s.Absent, s.Elsewhere, s.Contested)),
            StringComparer.Ordinal
        );
    }

    private IQueryable<StageCount> Of(EntryStage stage, SchoolYear year, Scope scope)
    {
        var counts = db.Set<StageCount>().AsNoTracking().Where(c => c.Year == year && c.Stage == stage);
        return scope switch
        {
            Scope.National => counts,
            Scope.County(var county) => counts.Where(c => db.Set<Organisation>().Any(o => o.Code == c.SchoolCode && o.CountyCode == county)),
            Scope.School(var school) => counts.Where(c => c.SchoolCode == school),
            _ => counts.Where(_ => false),
        };
    }

    /// <summary>Every school of a county that has a list or has submitted, in the order of their codes.</summary>
    /// <param name="now">UTC: who is late.</param>
    public async Task<IReadOnlyList<SchoolProgress>> OfSchoolsAsync(EntryStage stage, SchoolYear year, SchoolLevel level, string county, DateTime now, CancellationToken cancellation = default)
    {
        var counts = await Of(stage, year, new Scope.County(county)).Where(c => c.Level == level).ToDictionaryAsync(c => c.SchoolCode, StringComparer.Ordinal, cancellation);
        var window = StageWords.Of(stage).Group;
        var stamps = await db.Set<Submission>()
            .AsNoTracking()
            .Where(s => s.Window == window && s.Year == year && s.Level == level)
            .Where(s => db.Set<Organisation>().Any(o => o.Code == s.OrganisationCode && o.CountyCode == county))
            .Where(s => !db.Set<Submission>().Any(l => l.Window == s.Window && l.OrganisationCode == s.OrganisationCode && l.Year == s.Year && l.Level == s.Level && l.Seq > s.Seq))
            .ToDictionaryAsync(s => s.OrganisationCode, StringComparer.Ordinal, cancellation);
        var schools = await db.Set<School>()
            .AsNoTracking()
            .Where(s => s.Level == level && s.CountyCode == county)
            .OrderBy(s => s.Code)
            .Select(s => new { s.Code, s.Name, s.CountyCode })
            .ToListAsync(cancellation);
        var book = await windows.BookAsync(county, cancellation);
        return
        [
            .. schools
                .Select(s =>
                {
                    var count = counts.GetValueOrDefault(s.Code);
                    var outcome = SchoolStage.Of(book, stage, year, level, s.Code, count, now);
                    return new SchoolProgress(s.Code, s.Name, s.CountyCode, count?.Figures ?? MarkFigures.None, stamps.GetValueOrDefault(s.Code), outcome)
                    {
                        DaysLate = outcome.DaysLate(now),
                    };
                })
                .Where(s => s.Counts),
        ];
    }

    /// <summary>Days since the schools of the country should have submitted the stage; 0: not yet.</summary>
    public async Task<int> DaysSinceCheckpointAsync(EntryStage stage, SchoolYear year, SchoolLevel level, DateTime now, CancellationToken cancellation = default)
    {
        var book = await windows.BookAsync(null, cancellation);
        var deadline = WindowDeadline.ForStamp(book, book.Span(book.Calendar[StageWords.Of(stage).Group], year, level, null), null, now);
        return deadline is { IsLate: true, CheckpointAt: { } at } ? Math.Max(1, TaipeiTime.Today(now).DayNumber - TaipeiTime.Today(at).DayNumber) : 0;
    }
}
