using Microsoft.EntityFrameworkCore;
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
    /// <summary>Figures of every school that has a list, by school code; one statement for all of them.</summary>
    /// <param name="scope">Whose: a school's own, those of a county, or all. A township has none.</param>
    public async Task<IReadOnlyDictionary<string, MarkFigures>> FiguresAsync(
        EntryStage stage,
        SchoolYear year,
        SchoolLevel level,
        Scope scope,
        CancellationToken cancellation = default
    )
    {
        if (scope is Scope.Township)
        {
            return new Dictionary<string, MarkFigures>();
        }

        var (county, school) = (scope as Scope.County, scope as Scope.School);
        var figures = new Dictionary<string, MarkFigures>(StringComparer.Ordinal);
        var elsewhere = $",{string.Join(',', Reasons.All.Where(r => r.MarkedAs == MarkedAs.Elsewhere).Select(r => r.Code))},";
        var statement = stage == EntryStage.Registration ? "registration-progress" : "admission-progress";
        await foreach (
            var (code, counted) in db.QueryAsync(
                statement,
                new { year, level, elsewhere, county = county?.Code ?? "", school = school?.Code ?? "" },
                r => (r.GetString(0), new MarkFigures(r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5))),
                cancellation
            )
        )
        {
            figures[code] = counted;
        }

        return figures;
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
                    figures.GetValueOrDefault(s.Code) ?? new MarkFigures(0, 0, 0, 0, 0),
                    bySchool[s.Code].MaxBy(x => x.Seq),
                    bySchool[s.Code].Count()
                ))
                .Where(s => s.Counts),
        ];
    }
}
