using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>Reads records of persons for officers, each as far as the officer's scope goes.</summary>
public sealed class PersonRecords(StudentNetDb db, PersonScope scope, IEnumerable<IPersonFacts> sources, PersonRegister register, PersonMerge merge)
{
    /// <inheritdoc cref="PersonScope.Within"/>
    public IQueryable<long> Within(Scope asked) => scope.Within(asked);

    /// <inheritdoc cref="PersonScope.WithinAsync"/>
    public Task<IReadOnlySet<long>> WithinAsync(Scope asked, IReadOnlyList<long> people, CancellationToken cancellation = default) =>
        scope.WithinAsync(asked, people, cancellation);

    /// <summary>Who a record is, where the scope answers for it; null: it does not, or there is none.</summary>
    public Task<PersonLabel?> LabelAsync(Scope asked, long person, CancellationToken cancellation = default)
    {
        var within = scope.Within(asked, [person]);
        return db.Set<Person>()
            .Where(p => p.PersonId == person && within.Contains(p.PersonId))
            .Select(p => new PersonLabel(
                p.Name,
                db.Set<PersonIdentifier>().Where(i => i.PersonId == p.PersonId).OrderByDescending(i => i.IsCurrent).ThenByDescending(i => i.Since).Select(i => i.Number).FirstOrDefault(),
                p.BirthDate
            ))
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Where a child lives now: the village, with the address where the scope answers for the child; null: no list of the registry says.</summary>
    public async Task<string?> PlaceAsync(Scope asked, long person, CancellationToken cancellation = default)
    {
        var within = scope.Within(asked, [person]);
        var home = await db.Set<Residence>()
            .AsNoTracking()
            .Where(r => r.PersonId == person && r.Until == null)
            .Select(r => new { Residence = r, IsWithin = within.Any() })
            .FirstOrDefaultAsync(cancellation);
        return home is null ? null : PersonRecord.PlaceOf(home.Residence, home.IsWithin);
    }

    /// <summary>The record that a number leads to now; null: nobody's.</summary>
    public async Task<long?> OfNumberAsync(PersonNumber number, CancellationToken cancellation = default) =>
        (await register.OfNumberAsync(number.Value, cancellation))?.PersonId;

    /// <summary>The records of two children, the first one taken for the one that stays; null where one of them does not stand for itself.</summary>
    /// <param name="within">Which of the two the scope answers for (<see cref="WithinAsync"/>).</param>
    public async Task<PersonPair?> PairAsync(Scope asked, long first, long second, IReadOnlySet<long> within, CancellationToken cancellation = default)
    {
        var records = await ReadAsync(asked, [first, second], within, cancellation);
        if (first == second || records.Count != 2 || records.Values.Any(r => r.Person.MergedInto is not null))
        {
            return null;
        }

        return new PersonPair(records[first], records[second], await merge.LookAsync(first, second, cancellation));
    }

    /// <summary>A few records with everything that is known of them.</summary>
    public async Task<IReadOnlyDictionary<long, PersonRecord>> ReadAsync(Scope asked, IReadOnlyList<long> people, CancellationToken cancellation = default) =>
        await ReadAsync(asked, people, await WithinAsync(asked, people, cancellation), cancellation);

    private async Task<IReadOnlyDictionary<long, PersonRecord>> ReadAsync(Scope asked, IReadOnlyList<long> people, IReadOnlySet<long> within, CancellationToken cancellation)
    {
        var persons = await db.Set<Person>().AsNoTracking().Where(p => people.Contains(p.PersonId)).ToListAsync(cancellation);
        var numbers = await db.Set<PersonIdentifier>()
            .AsNoTracking()
            .Where(i => people.Contains(i.PersonId))
            .OrderByDescending(i => i.IsCurrent)
            .ThenByDescending(i => i.Since)
            .ToListAsync(cancellation);
        var homes = await db.Set<Residence>().AsNoTracking().Where(r => people.Contains(r.PersonId) && r.Until == null).ToListAsync(cancellation);
        var facts = new List<PersonFact>();
        foreach (var source in sources)
        {
            facts.AddRange(await source.OfAsync(people, cancellation));
        }

        var schools = await SchoolsAsync(facts, cancellation);
        return persons.ToDictionary(
            p => p.PersonId,
            p => new PersonRecord(
                p,
                [.. numbers.Where(n => n.PersonId == p.PersonId)],
                homes.FirstOrDefault(h => h.PersonId == p.PersonId),
                [.. facts.Where(f => f.PersonId == p.PersonId).Select(f => new PlacedFact(f, Where(f, asked, schools)))],
                within.Contains(p.PersonId)
            )
        );
    }

    /// <summary>The schools of some facts, and the counties that they lie in.</summary>
    private async Task<IReadOnlyDictionary<string, Organisation>> SchoolsAsync(List<PersonFact> facts, CancellationToken cancellation)
    {
        var codes = facts.Select(f => f.SchoolCode).OfType<string>().Distinct().ToList();
        return await db.Set<Organisation>()
            .AsNoTracking()
            .Where(o => codes.Contains(o.Code) || db.Set<Organisation>().Any(s => codes.Contains(s.Code) && s.CountyCode == o.Code))
            .ToDictionaryAsync(o => o.Code, cancellation);
    }

    private static string? Where(PersonFact fact, Scope asked, IReadOnlyDictionary<string, Organisation> schools)
    {
        if (fact.SchoolCode is not { } code || !schools.TryGetValue(code, out var school))
        {
            return null;
        }

        return asked is Scope.County county && school.CountyCode != county.Code
            ? $"{(school.CountyCode is { } of && schools.TryGetValue(of, out var named) ? named.Name : "他縣市")}的學校"
            : $"{school.Code} {school.Name}";
    }
}
