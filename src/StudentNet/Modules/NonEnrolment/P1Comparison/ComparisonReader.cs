using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>Reads what comparisons found: figures by pass, by county, and the difference from the one before.</summary>
public sealed class ComparisonReader(StudentNetDb db)
{
    /// <summary>The comparisons of a year and level, newest first.</summary>
    public Task<List<NationalComparison>> AllAsync(SchoolYear year, SchoolLevel level, CancellationToken cancellation = default) =>
        db.Set<NationalComparison>()
            .AsNoTracking()
            .Where(c => c.Year == year && c.Level == level && c.EndedAt != null)
            .OrderByDescending(c => c.Id)
            .ToListAsync(cancellation);

    /// <summary>What a comparison read, and when it had come in.</summary>
    public Task<List<ComparisonInput>> InputsAsync(long comparison, CancellationToken cancellation = default) =>
        db.Set<ComparisonInput>().AsNoTracking().Where(i => i.ComparisonId == comparison).OrderBy(i => i.Source).ToListAsync(cancellation);

    /// <summary>How many children each pass accounts for, in the order of the passes, those in no school last; of one county or of all.</summary>
    public async Task<IReadOnlyList<PassFigure>> PassesAsync(long comparison, string? county, CancellationToken cancellation = default)
    {
        var counts = await db.Set<ComparisonResult>()
            .Where(r => r.ComparisonId == comparison && (county == null || r.CountyCode == county))
            .GroupBy(r => r.Pass)
            .Select(g => new { Pass = g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        return
        [
            .. ComparisonPasses
                .All.Select(p => new PassFigure(p.Number, p.Title, p.Source, counts.FirstOrDefault(c => c.Pass == p.Number)?.Count ?? 0))
                .Append(new PassFigure(null, ComparisonPasses.Title(null), "列管", counts.FirstOrDefault(c => c.Pass is null)?.Count ?? 0)),
        ];
    }

    /// <summary>Per county: candidates, those in no school, and how many of these the comparison before did not have.</summary>
    public async Task<IReadOnlyList<CountyFigure>> CountiesAsync(NationalComparison comparison, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var found = await db.Set<ComparisonResult>()
            .Where(r => r.ComparisonId == comparison.Id)
            .GroupBy(r => r.CountyCode)
            .Select(g => new { County = g.Key, Candidates = g.Count(), Unaccounted = g.Count(r => r.Pass == null) })
            .ToListAsync(cancellation);
        var fresh = await db.Set<ComparisonResult>()
            .Where(r =>
                r.ComparisonId == comparison.Id
                && r.Pass == null
                && !db.Set<ComparisonResult>().Any(b => b.PersonId == r.PersonId && b.ComparisonId == comparison.PreviousId && b.Pass == null)
            )
            .GroupBy(r => r.CountyCode)
            .Select(g => new { County = g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        var names = await db.Set<Organisation>().Where(o => o.Level == Level.County).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        return
        [
            .. found
                .Select(f => new CountyFigure(
                    f.County,
                    f.County is null ? "無戶籍縣市" : names.GetValueOrDefault(f.County, f.County),
                    f.Candidates,
                    f.Unaccounted,
                    fresh.FirstOrDefault(n => n.County == f.County)?.Count ?? 0
                ))
                .OrderByDescending(f => f.Unaccounted)
                .ThenBy(f => f.Code, StringComparer.Ordinal),
        ];
    }
}

/// <summary>One pass with its count; no number: accounted for by nothing.</summary>
public sealed record PassFigure(int? Pass, string Title, string Source, int Count);

/// <summary>One county's part of a comparison.</summary>
public sealed record CountyFigure(string? Code, string Name, int Candidates, int Unaccounted, int New);
