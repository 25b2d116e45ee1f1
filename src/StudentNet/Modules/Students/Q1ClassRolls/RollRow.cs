using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>A pupil on a roll with who it is.</summary>
public sealed class RollRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Person.PersonId;

    public required ClassPupil Pupil { get; init; }

    public required Person Person { get; init; }

    /// <summary>The current number, in clear: pages mask it.</summary>
    public string? Number { get; init; }

    public PersonNumberKind? NumberKind { get; init; }
}

/// <summary>What a list of pupils is narrowed to.</summary>
/// <param name="Search">Part of the name, the last three characters of the number, or the whole number.</param>
public sealed record RollFilter(string? Search = null, string? ClassKind = null, int? Grade = null, string? ClassName = null, string? State = null);

/// <summary>Reads the pupils of one school's roll.</summary>
public static class RollRows
{
    /// <summary>The roll of a school in a term, by class and seat.</summary>
    public static IQueryable<RollRow> Of(StudentNetDb db, string school, Term term, RollFilter filter)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        var pupils = db.Set<ClassPupil>().AsNoTracking().Where(p => p.SchoolCode == school && p.Year == term.Year && p.Term == term.Number);
        pupils = filter.ClassKind is { Length: > 0 } kind ? pupils.Where(p => p.ClassKind == kind) : pupils;
        pupils = filter.Grade is { } grade ? pupils.Where(p => p.Grade == grade) : pupils;
        pupils = filter.ClassName is { Length: > 0 } name ? pupils.Where(p => p.ClassName == name) : pupils;
        pupils = filter.State is { Length: > 0 } state ? pupils.Where(p => p.State == state) : pupils;
        var rows = pupils.WithPerson(db, p => p.PersonId);
        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            var normalised = NameText.Normalise(search);
            var number = search.ToUpperInvariant();
            var numbers = db.Set<PersonIdentifier>();
            rows = rows.Where(r => r.Person.NormalisedName.Contains(normalised) || numbers.Any(i => i.PersonId == r.Person.PersonId && (i.Number == number || i.LastThree == number)));
        }

        return from row in rows
            let pupil = row.Row
            orderby pupil.Grade, pupil.ClassName, pupil.ClassKind, pupil.Seat, pupil.PersonId
            select new RollRow { Pupil = pupil, Person = row.Person, Number = row.Number, NumberKind = row.NumberKind };
    }
}
