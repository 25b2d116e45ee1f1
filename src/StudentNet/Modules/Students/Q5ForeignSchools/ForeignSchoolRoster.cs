using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>A pupil of a foreign school as lists show it.</summary>
public sealed class ForeignSchoolRow
{
    public required ForeignSchoolPupil Pupil { get; init; }

    public required Person Person { get; init; }

    public required School School { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    public PersonNumberKind? NumberKind { get; init; }

    public string? LastThree { get; init; }

    /// <summary>中華民國, 美國.</summary>
    public string Nationality => Nationalities.Title(Person.Nationality);
}

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
    public IQueryable<ForeignSchoolRow> Within(Scope scope) =>
        from pupil in db.Set<ForeignSchoolPupil>().AsNoTracking().WithPerson(db, p => p.PersonId)
        join school in Schools(scope) on pupil.Row.SchoolCode equals school.Code
        select new ForeignSchoolRow
        {
            Pupil = pupil.Row,
            Person = pupil.Person,
            School = school,
            Number = pupil.Number,
            NumberKind = pupil.NumberKind,
            LastThree = pupil.LastThree,
        };

    /// <summary>Those who are there on a day, or those who left before it.</summary>
    public static IQueryable<ForeignSchoolRow> Part(IQueryable<ForeignSchoolRow> rows, bool left, DateOnly today) =>
        left
            ? rows.Where(r => r.Pupil.LeftOn != null && r.Pupil.LeftOn < today)
            : rows.Where(r => r.Pupil.LeftOn == null || r.Pupil.LeftOn >= today);

    /// <summary>Narrows by part of the name, last three characters or the whole number.</summary>
    public static IQueryable<ForeignSchoolRow> Search(IQueryable<ForeignSchoolRow> rows, string? text)
    {
        if (text?.Trim() is not { Length: > 0 } typed)
        {
            return rows;
        }

        var name = NameText.Normalise(typed);
        var number = typed.ToUpperInvariant();
        return rows.Where(r => r.Person.NormalisedName.Contains(name) || r.Number == number || r.LastThree == number);
    }

    /// <summary>Figures by foreign school; the ministry takes them by county.</summary>
    public async Task<IReadOnlyList<ForeignSchoolFigure>> FiguresAsync(Scope scope, DateOnly today, CancellationToken cancellation = default)
    {
        var isNation = scope is Scope.National;
        var schools = await Schools(scope).ToListAsync(cancellation);
        var counted = await Within(scope)
            .GroupBy(r => r.School.Code)
            .Select(g => new
            {
                g.Key,
                National = g.Count(r => r.Person.Nationality == Nationalities.Own && (r.Pupil.LeftOn == null || r.Pupil.LeftOn >= today)),
                Foreign = g.Count(r => r.Person.Nationality != Nationalities.Own && (r.Pupil.LeftOn == null || r.Pupil.LeftOn >= today)),
                Left = g.Count(r => r.Pupil.LeftOn != null && r.Pupil.LeftOn < today),
                ChangedAt = g.Max(r => (DateTime?)r.Pupil.ChangedAt),
            })
            .ToDictionaryAsync(g => g.Key, cancellation);
        var figures = schools.Select(s =>
            counted.GetValueOrDefault(s.Code) is { } c
                ? (School: s, Figure: new ForeignSchoolFigure(s.Code, s.Name, c.National, c.Foreign, c.Left, c.ChangedAt))
                : (School: s, Figure: new ForeignSchoolFigure(s.Code, s.Name, 0, 0, 0, null))
        );
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

/// <summary>Figures as a table: its title, what its lines are, whether the page exports them.</summary>
public sealed record ForeignSchoolTable(string Title, string Heading, IReadOnlyList<ForeignSchoolFigure> Figures, bool HasExport = false);
