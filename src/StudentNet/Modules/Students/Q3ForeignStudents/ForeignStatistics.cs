using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>By what the foreign pupils are counted.</summary>
public enum ForeignCut
{
    County,
    School,
    Nationality,
    Absence,
}

/// <summary>One line of the statistics.</summary>
/// <param name="Code">County, school, nationality or reason; empty for the total.</param>
/// <param name="Absent">Of both kinds, those who have not returned.</param>
public sealed record ForeignFigure(string Code, string Title, int InSchool, int OutOfSchool, int Absent)
{
    public int Total => InSchool + OutOfSchool;
}

/// <summary>Counts the foreign pupils on the lists as of a day.</summary>
public sealed class ForeignStatistics(StudentNetDb db, ForeignRoster roster)
{
    /// <summary>The lines of a cut within a scope, most pupils first; counties and schools by code.</summary>
    public async Task<IReadOnlyList<ForeignFigure>> OfAsync(Scope scope, ForeignCut cut, DateOnly today, CancellationToken cancellation = default)
    {
        var rows = ForeignRoster.Part(roster.Within(scope), cut == ForeignCut.Absence ? ForeignShow.Absent : ForeignShow.Listed, today);
        var keyed = cut switch
        {
            ForeignCut.County => rows.Select(r => new { Key = r.School.CountyCode ?? "", r.Pupil.Kind, r.Pupil.Absence }),
            ForeignCut.School => rows.Select(r => new { Key = r.Pupil.SchoolCode, r.Pupil.Kind, r.Pupil.Absence }),
            ForeignCut.Nationality => rows.Select(r => new { Key = r.Person.Nationality, r.Pupil.Kind, r.Pupil.Absence }),
            _ => rows.Select(r => new { Key = r.Pupil.Absence!, r.Pupil.Kind, r.Pupil.Absence }),
        };
        var counts = await keyed
            .GroupBy(r => r.Key)
            .Select(g => new
            {
                g.Key,
                InSchool = g.Count(r => r.Kind == ForeignKind.InSchool),
                OutOfSchool = g.Count(r => r.Kind == ForeignKind.OutOfSchool),
                Absent = g.Count(r => r.Absence != null),
            })
            .ToListAsync(cancellation);
        var names = await NamesAsync(cut, [.. counts.Select(c => c.Key)], cancellation);
        var figures = counts.Select(c => new ForeignFigure(c.Key, names.GetValueOrDefault(c.Key, c.Key), c.InSchool, c.OutOfSchool, c.Absent));
        return
        [
            .. cut is ForeignCut.County or ForeignCut.School
                ? figures.OrderBy(f => f.Code, StringComparer.Ordinal)
                : figures.OrderByDescending(f => f.Total).ThenBy(f => f.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>The sum of some lines.</summary>
    public static ForeignFigure Sum(IReadOnlyCollection<ForeignFigure> figures) =>
        new("", "合計", figures.Sum(f => f.InSchool), figures.Sum(f => f.OutOfSchool), figures.Sum(f => f.Absent));

    private async Task<Dictionary<string, string>> NamesAsync(ForeignCut cut, IReadOnlyCollection<string> codes, CancellationToken cancellation) =>
        cut switch
        {
            ForeignCut.Nationality => codes.ToDictionary(c => c, Nationalities.Title),
            ForeignCut.Absence => codes.ToDictionary(c => c, ForeignAbsences.Title),
            _ => await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation),
        };
}
