using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>How many pupils a foreign school, or a county's foreign schools, have.</summary>
/// <param name="National">Of our nationality: whoever of them is of school age must be somewhere, and here is where.</param>
/// <param name="ChangedAt">When the list last changed, UTC; null: never.</param>
public sealed record ForeignSchoolFigure(string Code, string Title, int National, int Foreign, int Left, DateTime? ChangedAt)
{
    public int Total => National + Foreign;
}

/// <summary>The lists of foreign schools within a <see cref="Scope"/>. Whoever shows rows records the look.</summary>
public sealed class ForeignSchoolRoster(StudentNetDb db)
{
    /// <summary>The foreign schools that the scope may see, closed ones too.</summary>
    public IQueryable<School> Schools(Scope scope) =>
        db.Set<School>().AsNoTracking().Where(s => s.Kind == SchoolKind.Foreign).Within(scope, county: code => s => s.CountyCode == code, school: code => s => s.Code == code).OrderBy(s => s.Code);

    /// <summary>All rows that the scope may see: a school its own, a county those of its foreign schools, the ministry all.</summary>
    public IQueryable<PupilRow<ForeignSchoolPupil>> Within(Scope scope) => db.Set<ForeignSchoolPupil>().Within(db, scope);

    /// <summary>Of these, those who are there on a day, or those who left before it.</summary>
    public IQueryable<PupilRow<ForeignSchoolPupil>> Within(Scope scope, bool left, DateOnly today)
    {
        var pupils = db.Set<ForeignSchoolPupil>();
        return (left ? pupils.Gone(today) : pupils.There(today)).Within(db, scope);
    }

    /// <summary>Figures by foreign school; the ministry takes them by county.</summary>
    public async Task<IReadOnlyList<ForeignSchoolFigure>> FiguresAsync(Scope scope, DateOnly today, CancellationToken cancellation = default)
    {
        var isNation = scope is Scope.National;
        var schools = await Schools(scope).ToListAsync(cancellation);
        var here = await Within(scope, left: false, today)
            .GroupBy(r => r.School.Code)
            .Select(g => new
            {
                g.Key,
                National = g.Count(r => r.Person.Nationality == Nationalities.Own),
                Foreign = g.Count(r => r.Person.Nationality != Nationalities.Own),
                ChangedAt = g.Max(r => (DateTime?)r.Pupil.ChangedAt),
            })
            .ToDictionaryAsync(g => g.Key, cancellation);
        var gone = await Within(scope, left: true, today)
            .GroupBy(r => r.School.Code)
            .Select(g => new { g.Key, Count = g.Count(), ChangedAt = g.Max(r => (DateTime?)r.Pupil.ChangedAt) })
            .ToDictionaryAsync(g => g.Key, cancellation);
        var figures = schools.Select(s =>
        {
            var (there, left) = (here.GetValueOrDefault(s.Code), gone.GetValueOrDefault(s.Code));
            var changedAt = new[] { there?.ChangedAt, left?.ChangedAt }.Max();
            return (School: s, Figure: new ForeignSchoolFigure(s.Code, s.Name, there?.National ?? 0, there?.Foreign ?? 0, left?.Count ?? 0, changedAt));
        });
        if (!isNation)
        {
            return [.. figures.Select(f => f.Figure)];
        }

        var counties = await db.Set<Organisation>().Where(o => o.Level == Level.County).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        return
        [
            .. figures
                .GroupBy(f => f.School.CountyCode)
                .Select(g => new ForeignSchoolFigure(
                    g.Key,
                    $"{counties.GetValueOrDefault(g.Key, g.Key)}（{g.Count()} 校）",
                    g.Sum(f => f.Figure.National),
                    g.Sum(f => f.Figure.Foreign),
                    g.Sum(f => f.Figure.Left),
                    g.Max(f => f.Figure.ChangedAt)
                ))
                .OrderBy(f => f.Code, StringComparer.Ordinal),
        ];
    }
}

/// <summary>Figures as a table: its title, what its lines are, whose the sums are, whether the page exports them.</summary>
public sealed record ForeignSchoolTable(string Title, string Heading, IReadOnlyList<ForeignSchoolFigure> Figures, string Whose, bool HasExport = false);
