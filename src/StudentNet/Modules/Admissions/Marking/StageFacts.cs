using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>The facts of allocation, registration and admission, from the kept figures: a school's own lists, and the schools of a county or the country.</summary>
internal sealed class StageFacts(StudentNetDb db) : IFilingFacts
{
    public async Task<IReadOnlyList<FilingFacts>> OfAsync(Organisation organisation, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        return organisation.Level switch
        {
            Level.School when organisation.SchoolLevel is { } level => await OfSchoolAsync(organisation.Code, year, level, cancellation),
            Level.County => [.. await OfAllocationAsync(organisation.Code, year, cancellation), .. await OfSchoolsAsync(organisation.Code, year, cancellation)],
            Level.Ministry => await OfSchoolsAsync(null, year, cancellation),
            _ => [],
        };
    }

    private async Task<IReadOnlyList<FilingFacts>> OfSchoolAsync(string school, SchoolYear year, SchoolLevel level, CancellationToken cancellation)
    {
        var counts = await db.Set<StageCount>().AsNoTracking().Where(c => c.SchoolCode == school && c.Year == year && c.Level == level).ToListAsync(cancellation);
        var isAllocated = await db.Set<PlaceCount>().AnyAsync(c => c.SchoolCode == school && c.Year == year && c.Level == level && c.Published > 0, cancellation);
        return
        [
            .. Enum.GetValues<EntryStage>()
                .Select(stage => counts.SingleOrDefault(c => c.Stage == stage) is { } count
                    ? new FilingFacts(StageWords.Of(stage).Group, year, level)
                    {
                        IsAsked = count.Listed > 0,
                        Open = count.Figures.Open,
                        Changed = count.Changed,
                        Added = count.Added,
                    }
                    : new FilingFacts(StageWords.Of(stage).Group, year, level)),
            // The county allocates; for the school it is done when its list is there.
            new FilingFacts("N1", year, level) { IsAsked = isAllocated, IsFiled = isAllocated },
        ];
    }

    private async Task<IReadOnlyList<FilingFacts>> OfSchoolsAsync(string? county, SchoolYear year, CancellationToken cancellation)
    {
        var counts = db.Set<StageCount>().Where(c => c.Year == year && (c.Listed > 0 || c.StampedAt != null));
        if (county is not null)
        {
            counts = counts.Where(c => db.Set<Organisation>().Any(o => o.Code == c.SchoolCode && o.CountyCode == county));
        }

        var sums = await counts
            .GroupBy(c => new { c.Stage, c.Level })
            .Select(g => new
            {
                g.Key,
                Schools = g.Count(),
                Submitted = g.Count(c => c.StampedAt != null),
                Unfinished = g.Count(c => c.StampedAt != null && (c.Listed > c.Here + c.Absent + c.Elsewhere || c.Changed + c.Added > 0)),
            })
            .ToListAsync(cancellation);
        return
        [
            .. sums.Select(s => new FilingFacts(StageWords.Of(s.Key.Stage).Group, year, s.Key.Level)
            {
                IsAsked = true,
                Schools = s.Schools,
                Submitted = s.Submitted,
                Unfinished = s.Unfinished,
            }),
        ];
    }

    private async Task<IReadOnlyList<FilingFacts>> OfAllocationAsync(string county, SchoolYear year, CancellationToken cancellation)
    {
        var sums = await db.Set<PlaceCount>()
            .Where(c => c.Year == year && c.CountyCode == county)
            .GroupBy(c => c.Level)
            .Select(g => new
            {
                Level = g.Key,
                Children = g.Sum(c => c.Children),
                Open = g.Sum(c => c.Kind == PlaceKind.Pending || c.Kind == PlaceKind.NeedsPerson ? c.Children : 0),
                Unpublished = g.Sum(c => c.SchoolCode != "" ? c.Children - c.Published : 0),
                Published = g.Sum(c => c.Published),
            })
            .ToListAsync(cancellation);
        return
        [
            .. sums.Select(s => new FilingFacts("N1", year, s.Level)
            {
                IsAsked = s.Children > 0,
                IsFiled = s.Published > 0,
                Open = s.Open,
                Added = s.Unpublished,
            }),
        ];
    }
}
