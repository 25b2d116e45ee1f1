using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>A foreign pupil as lists show it.</summary>
public sealed class ForeignRow
{
    public required ForeignPupil Pupil { get; init; }

    public required Person Person { get; init; }

    public required Organisation School { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    public PersonNumberKind? NumberKind { get; init; }

    public string? LastThree { get; init; }

    /// <summary>越南.</summary>
    public string Nationality => Nationalities.Title(Person.Nationality);

    /// <summary>3 年 01 班 in a school year; a child in no class yet has only its grade.</summary>
    public string ClassIn(SchoolYear year) => Pupil.ClassName is { } name ? $"{Pupil.GradeIn(year)} 年 {name} 班" : $"{Pupil.GradeIn(year)} 年（未編班）";

    /// <summary>因疫情無法返臺; empty: the child is here.</summary>
    public string Absence => Pupil.Absence is { } code ? ForeignAbsences.Title(code) : "";
}

/// <summary>Which part of the list is shown.</summary>
public enum ForeignShow
{
    /// <summary>On the list: not left.</summary>
    Listed,

    /// <summary>Of these, those who have not returned to Taiwan.</summary>
    Absent,

    /// <summary>Of these, those in no class yet.</summary>
    Unassigned,

    /// <summary>Those who left.</summary>
    Left,
}

/// <summary>The lists of foreign pupils within a <see cref="Scope"/>. Whoever shows rows records the look.</summary>
public sealed class ForeignRoster(StudentNetDb db)
{
    /// <summary>All rows that the scope may see: a school its own, a county those of its schools, the ministry all.</summary>
    public IQueryable<ForeignRow> Within(Scope scope) =>
        from pupil in db.Set<ForeignPupil>().AsNoTracking().WithPerson(db, p => p.PersonId)
        join school in db.SchoolsOf(scope) on pupil.Row.SchoolCode equals school.Code
        select new ForeignRow
        {
            Pupil = pupil.Row,
            Person = pupil.Person,
            School = school,
            Number = pupil.Number,
            NumberKind = pupil.NumberKind,
            LastThree = pupil.LastThree,
        };

    /// <summary>Narrows to a part of the list as of a day.</summary>
    public static IQueryable<ForeignRow> Part(IQueryable<ForeignRow> rows, ForeignShow show, DateOnly today) =>
        show switch
        {
            ForeignShow.Left => rows.Where(r => r.Pupil.LeftOn != null && r.Pupil.LeftOn < today),
            ForeignShow.Absent => Listed(rows, today).Where(r => r.Pupil.Absence != null),
            ForeignShow.Unassigned => Listed(rows, today).Where(r => r.Pupil.ClassName == null),
            _ => Listed(rows, today),
        };

    /// <summary>Narrows by part of the name, last three characters or the whole number.</summary>
    public static IQueryable<ForeignRow> Search(IQueryable<ForeignRow> rows, string? text)
    {
        if (text?.Trim() is not { Length: > 0 } typed)
        {
            return rows;
        }

        var name = NameText.Normalise(typed);
        var number = typed.ToUpperInvariant();
        return rows.Where(r => r.Person.NormalisedName.Contains(name) || r.Number == number || r.LastThree == number);
    }

    /// <summary>Rows in a stable order; <c>class</c>, <c>name</c>, <c>nationality</c>, <c>school</c>, a minus in front turns it round.</summary>
    public static IOrderedQueryable<ForeignRow> Sort(IQueryable<ForeignRow> rows, string? sort)
    {
        var (key, isDown) = sort is ['-', .. var rest] ? (rest, true) : (sort, false);
        var sorted = (key, isDown) switch
        {
            ("name", false) => rows.OrderBy(r => r.Person.NormalisedName),
            ("name", true) => rows.OrderByDescending(r => r.Person.NormalisedName),
            ("nationality", false) => rows.OrderBy(r => r.Person.Nationality),
            ("nationality", true) => rows.OrderByDescending(r => r.Person.Nationality),
            ("school", false) => rows.OrderBy(r => r.Pupil.SchoolCode),
            ("school", true) => rows.OrderByDescending(r => r.Pupil.SchoolCode),
            // A grade said a year ago is one higher now: grade minus year orders as the grade of any year does.
            (_, false) => rows.OrderBy(r => r.Pupil.Grade - r.Pupil.GradeYear).ThenBy(r => r.Pupil.ClassName),
            (_, true) => rows.OrderByDescending(r => r.Pupil.Grade - r.Pupil.GradeYear).ThenByDescending(r => r.Pupil.ClassName),
        };
        return sorted.ThenBy(r => r.Pupil.PersonId).ThenBy(r => r.Pupil.SchoolCode);
    }

    private static IQueryable<ForeignRow> Listed(IQueryable<ForeignRow> rows, DateOnly today) =>
        rows.Where(r => r.Pupil.LeftOn == null || r.Pupil.LeftOn >= today);
}
