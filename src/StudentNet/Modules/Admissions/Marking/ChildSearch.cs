using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>What a school types to find a child that is not on its list.</summary>
/// <param name="Name">As the family writes it.</param>
public sealed record ChildQuery(PersonNumber Number, string? Name, DateOnly? BirthDate);

/// <summary>A child found by its whole number and proved by name or birth date.</summary>
/// <param name="Entry">Null where no list of the year held the child.</param>
/// <param name="Place">Village of the latest residence, in words.</param>
public sealed record FoundChild(Person Person, string Number, Entry? Entry, string? Place);

/// <summary>
/// Finds one child of the whole country for a single addition (N3.31, N5.31). The number must be whole, and name or birth date must fit: who
/// only tries numbers learns nothing, because every other answer is the same.
/// </summary>
public sealed class ChildSearch(StudentNetDb db)
{
    /// <summary>The child, or null: unknown, not fitting, and not to be told apart.</summary>
    public async Task<FoundChild?> FindAsync(ChildQuery query, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        if (query.Name is null && query.BirthDate is null)
        {
            return null;
        }

        var known = await db.Set<PersonIdentifier>().AsNoTracking().SingleOrDefaultAsync(i => i.Number == query.Number.Value, cancellation);
        var person = known is null ? null : await SurvivorAsync(known.PersonId, cancellation);
        if (person is null || !Fits(person, query))
        {
            return null;
        }

        var entry = await db.Set<Entry>()
            .AsNoTracking()
            .SingleOrDefaultAsync(e => e.PersonId == person.PersonId && e.Year == year && e.Level == level, cancellation);
        var residence = await db.Set<Residence>()
            .AsNoTracking()
            .Where(r => r.PersonId == person.PersonId && r.Until == null)
            .Select(r => r.VillageText)
            .FirstOrDefaultAsync(cancellation);
        return new FoundChild(person, query.Number.Value, entry, residence);
    }

    /// <summary>Why a found child cannot enter now; null where it can. One year early or late happens (提早入學, 暫緩入學), more is a mistake.</summary>
    public static Problem? CannotEnter(Person person, SchoolYear year, SchoolLevel level)
    {
        var cohort = Cohort.Entering(year, level);
        return Math.Abs(person.Cohort - cohort.Year) > 1
            ? new Problem("addition.age", $"出生日期 {RocDate.Format(person.BirthDate)}，不是 {year.Title}{level.Title()}新生的年齡", "請核對學制與學年度；轉學生請由學籍作業轉入")
            : null;
    }

    private static bool Fits(Person person, ChildQuery query) =>
        (query.Name is null || person.NormalisedName == NameText.Normalise(query.Name))
        && (query.BirthDate is null || person.BirthDate == query.BirthDate);

    private async Task<Person?> SurvivorAsync(long id, CancellationToken cancellation)
    {
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, cancellation);
        return person?.MergedInto is { } survivor
            ? await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == survivor, cancellation)
            : person;
    }
}
