using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>How far one school is in a stage.</summary>
/// <param name="Last">Its latest submission; null: not submitted.</param>
/// <param name="Submissions">How often it submitted.</param>
public sealed record SchoolProgress(string Code, string Name, string CountyCode, MarkFigures Figures, Submission? Last, int Submissions)
{
    /// <summary>It has children to account for, or said that it has accounted for them.</summary>
    public bool Counts => Figures.Listed > 0 || Last is not null;
}

/// <summary>Reads how far schools are: for their county, for the ministry, for the figures of a checkpoint.</summary>
public sealed class StageProgress(StudentNetDb db)
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

    /// <summary>Every school of a county (null: of the country) that has a list or has submitted, in the order of their codes.</summary>
    public async Task<IReadOnlyList<SchoolProgress>> OfSchoolsAsync(
        EntryStage stage,
        SchoolYear year,
        SchoolLevel level,
        string? county,
        CancellationToken cancellation = default
    )
    {
        var figures = await FiguresAsync(stage, year, level, county is null ? new Scope.National() : new Scope.County(county), cancellation);
        var window = StageWords.Of(stage).Group;
        var stamps = await db.Set<Submission>()
            .AsNoTracking()
            .Where(s => s.Window == window && s.Year == year && s.Level == level)
            .Where(s => county == null || db.Set<Organisation>().Any(o => o.Code == s.OrganisationCode && o.CountyCode == county))
            .ToListAsync(cancellation);
        var bySchool = stamps.ToLookup(s => s.OrganisationCode, StringComparer.Ordinal);
        var schools = await db.Set<School>()
            .AsNoTracking()
            .Where(s => s.Level == level && (county == null || s.CountyCode == county))
            .OrderBy(s => s.Code)
            .Select(s => new { s.Code, s.Name, s.CountyCode })
            .ToListAsync(cancellation);
        return
        [
            .. schools
                .Select(s => new SchoolProgress(
                    s.Code,
                    s.Name,
                    s.CountyCode,
                    figures.GetValueOrDefault(s.Code) ?? MarkFigures.None,
                    bySchool[s.Code].MaxBy(x => x.Seq),
                    bySchool[s.Code].Count()
                ))
                .Where(s => s.Counts),
        ];
    }
}
