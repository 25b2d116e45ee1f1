using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students;

/// <summary>A child on the list of a school (Q3, Q4, Q5).</summary>
public interface IListedPupil
{
    long PersonId { get; }

    string SchoolCode { get; }
}

/// <summary>A child on a list that says when it left (Q3, Q5).</summary>
public interface ILeavingPupil : IListedPupil
{
    /// <summary>Last day at the school; null while the child is there.</summary>
    DateOnly? LeftOn { get; }
}

/// <summary>A pupil of a list as pages show it.</summary>
public sealed class PupilRow<T> : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Person.PersonId;

    public required T Pupil { get; init; }

    public required Person Person { get; init; }

    public required Organisation School { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    public PersonNumberKind? NumberKind { get; init; }

    public string? LastThree { get; init; }

    /// <summary>越南.</summary>
    public string Nationality => Nationalities.Title(Person.Nationality);
}

/// <summary>The rows of such lists. Whoever shows rows records the look.</summary>
public static class PupilRows
{
    /// <summary>The pupils that a scope may see, with child and school: a school its own, a county those of its schools, the ministry all.</summary>
    public static IQueryable<PupilRow<T>> Within<T>(this IQueryable<T> pupils, StudentNetDb db, Scope scope)
        where T : class, IListedPupil =>
        from pupil in pupils.AsNoTracking().WithPerson(db, p => p.PersonId)
        join school in db.SchoolsOf(scope) on pupil.Row.SchoolCode equals school.Code
        select new PupilRow<T>
        {
            Pupil = pupil.Row,
            Person = pupil.Person,
            School = school,
            Number = pupil.Number,
            NumberKind = pupil.NumberKind,
            LastThree = pupil.LastThree,
        };

    /// <summary>Narrows by part of the name, last three characters or the whole number.</summary>
    public static IQueryable<PupilRow<T>> Search<T>(this IQueryable<PupilRow<T>> rows, string? text)
    {
        if (text?.Trim() is not { Length: > 0 } typed)
        {
            return rows;
        }

        var name = NameText.Normalise(typed);
        var number = typed.ToUpperInvariant();
        return rows.Where(r => r.Person.NormalisedName.Contains(name) || r.Number == number || r.LastThree == number);
    }

    /// <summary>Those who have not left before a day: on its last day a child is still there.</summary>
    public static IQueryable<T> There<T>(this IQueryable<T> pupils, DateOnly day)
        where T : class, ILeavingPupil => pupils.Where(p => p.LeftOn == null || p.LeftOn >= day);

    /// <summary>Those who left before a day.</summary>
    public static IQueryable<T> Gone<T>(this IQueryable<T> pupils, DateOnly day)
        where T : class, ILeavingPupil => pupils.Where(p => p.LeftOn < day);
}
