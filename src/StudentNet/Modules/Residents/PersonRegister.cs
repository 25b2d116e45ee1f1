using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>What somebody typed about a person: enough to find the record, and to make one where nobody knows the person.</summary>
/// <param name="Number">Null: the person has no number and gets an issued placeholder (domain §13).</param>
/// <param name="Nationality">ISO code.</param>
public sealed record PersonDraft(PersonNumber? Number, string Name, Sex Sex, DateOnly BirthDate, string Nationality)
{
    /// <summary>The name without what nobody sees: it comes along when it is copied from a page or a document, and would make two children of one.</summary>
    public string Name { get; } = InvisibleText.Without(Name).Trim();
}

/// <summary>What came of looking for a person.</summary>
public abstract record PersonFound
{
    private PersonFound() { }

    /// <summary>The one person of the number, following mergers.</summary>
    public sealed record Known(Person Person) : PersonFound;

    /// <summary>Nobody has the number. People of the same name and birth date are only possible matches (domain §7): a person judges.</summary>
    public sealed record Unknown(int PossibleMatches) : PersonFound;

    /// <summary>The number belongs to somebody of another name and birth date: most likely mistyped.</summary>
    public sealed record Other : PersonFound;
}

/// <summary>Finds and adds people one by one, by hand; files do the same set by set.</summary>
public sealed class PersonRegister(StudentNetDb db)
{
    /// <summary>Block of the serials of issued placeholders.</summary>
    internal const string IssuedNumbers = "issued-number";

    /// <summary>
    /// Looks for the person by number. Name or birth date must fit too; with both different the number is somebody else's, and nothing about
    /// that person is given away.
    /// </summary>
    public async Task<PersonFound> FindAsync(PersonDraft draft, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var name = NameText.Normalise(draft.Name);
        if (draft.Number is { } number && await OfNumberAsync(number.Value, cancellation) is { } person)
        {
            return person.NormalisedName == name || person.BirthDate == draft.BirthDate ? new PersonFound.Known(person) : new PersonFound.Other();
        }

        return new PersonFound.Unknown(
            await db.Set<Person>().CountAsync(p => p.NormalisedName == name && p.BirthDate == draft.BirthDate && p.MergedInto == null, cancellation)
        );
    }

    /// <summary>The person who has or had a number, following mergers; null for nobody.</summary>
    public async Task<Person?> OfNumberAsync(string number, CancellationToken cancellation = default)
    {
        var id = await db.Set<PersonIdentifier>().Where(i => i.Number == number).Select(i => (long?)i.PersonId).SingleOrDefaultAsync(cancellation);
        while (id is not null)
        {
            var person = await db.Set<Person>().SingleAsync(p => p.PersonId == id, cancellation);
            if (person.MergedInto is null)
            {
                return person;
            }

            id = person.MergedInto;
        }

        return null;
    }

    /// <summary>Adds a person nobody knows, with the number or an issued placeholder. Call it inside the transaction of the act.</summary>
    public async Task<Person> AddAsync(PersonDraft draft, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var number = draft.Number ?? PersonNumber.Issue(await IdBlock.TakeAsync(db, IssuedNumbers, 1, cancellation));
        var person = new Person
        {
            PersonId = await IdBlock.TakeAsync(db, "person", 1, cancellation),
            Name = draft.Name.Trim(),
            NormalisedName = NameText.Normalise(draft.Name),
            Sex = draft.Sex,
            BirthDate = draft.BirthDate,
            Cohort = Cohort.Of(draft.BirthDate).Year,
            Nationality = draft.Nationality,
        };
        db.Add(person);
        db.Add(Identifier(person.PersonId, number, now));
        return person;
    }

    /// <summary>
    /// Gives a known person a further number, which becomes the one to show: an issued placeholder or a passport gives way to a residence
    /// permit. A number that is known already, whoever has it, changes nothing.
    /// </summary>
    public async Task AddNumberAsync(Person person, PersonNumber number, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (await db.Set<PersonIdentifier>().AnyAsync(i => i.Number == number.Value, cancellation))
        {
            return;
        }

        foreach (var held in await db.Set<PersonIdentifier>().Where(i => i.PersonId == person.PersonId && i.IsCurrent).ToListAsync(cancellation))
        {
            held.IsCurrent = false;
        }

        db.Add(Identifier(person.PersonId, number, now));
    }

    /// <summary>
    /// Brings what is known of a person to what a form says; a further number becomes the one to show. What the household registry said is
    /// corrected by the registry only. False, and nothing is changed: the number is somebody else's.
    /// </summary>
    public async Task<bool> ReviseAsync(long personId, PersonDraft draft, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Number is { } number && await OfNumberAsync(number.Value, cancellation) is { } holder && holder.PersonId != personId)
        {
            return false;
        }

        var person = await db.Set<Person>().SingleAsync(p => p.PersonId == personId, cancellation);
        if (person.AsOf is null)
        {
            await CorrectAsync(person, draft, now, cancellation);
        }

        if (draft.Number is { } given)
        {
            await AddNumberAsync(person, given, now, cancellation);
        }

        return true;
    }

    /// <summary>Corrects what is known of a person, keeping what it was; only what differs is written.</summary>
    public async Task CorrectAsync(Person person, PersonDraft draft, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(draft);
        var seq = await db.Set<PersonChange>().Where(c => c.PersonId == person.PersonId).MaxAsync(c => (int?)c.Seq, cancellation) ?? 0;
        Note("name", person.Name, draft.Name.Trim());
        Note("sex", person.Sex.ToString(), draft.Sex.ToString());
        Note("birth-date", Iso(person.BirthDate), Iso(draft.BirthDate));
        Note("nationality", person.Nationality, draft.Nationality);
        person.Name = draft.Name.Trim();
        person.NormalisedName = NameText.Normalise(draft.Name);
        person.Sex = draft.Sex;
        person.BirthDate = draft.BirthDate;
        person.Cohort = Cohort.Of(draft.BirthDate).Year;
        person.Nationality = draft.Nationality;

        void Note(string field, string before, string after)
        {
            if (before != after)
            {
                db.Add(new PersonChange { PersonId = person.PersonId, Seq = ++seq, Field = field, Before = before, After = after, At = now });
            }
        }
    }

    private static PersonIdentifier Identifier(long person, PersonNumber number, DateTime now) =>
        new()
        {
            Number = number.Value,
            Kind = number.Kind,
            PersonId = person,
            LastThree = number.Value[^Math.Min(3, number.Value.Length)..],
            Since = now,
            IsCurrent = true,
        };

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
