using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions;

/// <summary>
/// The one source of roster rows (N1–N6): entry, person, current number and latest residence, within a <see cref="Scope"/>. What lies outside
/// the scope is simply not in it. Whoever shows rows records the look with <c>AuditTrail.ReadAsync</c>.
/// </summary>
public sealed class EntryRoster(StudentNetDb db)
{
    /// <summary>
    /// All entries of a year and level that the scope may see. A school sees what the county has published to it (its own list and the choice
    /// lists that name it) and whom it registered or admitted itself; a county whom it answers for and who goes to its schools; a township its
    /// residents. Merged records are left out: their survivor is in it.
    /// </summary>
    public IQueryable<RosterRow> Within(Scope scope, SchoolYear year, SchoolLevel level)
    {
        var schools = db.SchoolsOf(scope).Select(o => o.Code);
        return Of(
            db.Set<Entry>()
                .AsNoTracking()
                .Where(e => e.Year == year && e.Level == level)
                .Within(
                    scope,
                    county: code => e =>
                        e.CountyCode == code
                        || (e.PublishedAt != null && schools.Contains(e.AllocatedSchool!))
                        || schools.Contains(e.RegisteredSchool!)
                        || schools.Contains(e.AdmittedSchool!),
                    township: code => e => db.Homes().Any(r => r.PersonId == e.PersonId && r.TownshipCode == code),
                    school: code => e =>
                        (e.PublishedAt != null && e.AllocatedSchool == code)
                        || e.RegisteredSchool == code
                        || e.AdmittedSchool == code
                        || (
                            e.PublishedAt != null
                            && db.Set<EntryChoice>().Any(c => c.PersonId == e.PersonId && c.Year == e.Year && c.Level == e.Level && c.SchoolCode == code)
                        )
                )
        );
    }

    /// <summary>Narrows by search text, village, states, school, basis and cause.</summary>
    public static IQueryable<RosterRow> Filter(IQueryable<RosterRow> rows, RosterFilter filter)
    {
        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            var name = NameText.Normalise(search);
            var number = search.ToUpperInvariant();
            // Three characters are what people say on the telephone; a whole number must fit exactly.
            rows = rows.Where(r => r.Person.NormalisedName.Contains(name) || r.Number == number || r.LastThree == number);
        }

        if (filter.Village is { Length: > 0 } village)
        {
            rows = rows.Where(r => r.Residence!.VillageCode == village);
        }

        if (filter.States is { Count: > 0 } states)
        {
            rows = rows.Where(r => states.Contains(r.Entry.State));
        }

        if (filter.School is { Length: > 0 } school)
        {
            rows = rows.Where(r => r.Entry.AllocatedSchool == school);
        }

        if (filter.Basis is { } basis)
        {
            rows = rows.Where(r => r.Entry.Basis == basis);
        }

        return filter.Cause is { Length: > 0 } cause ? rows.Where(r => r.Entry.Cause == cause) : rows;
    }

    /// <summary>Rows in a stable order: ties end at the person.</summary>
    public static IOrderedQueryable<RosterRow> Sort(IQueryable<RosterRow> rows, RosterOrder order, bool descending = false)
    {
        var sorted = (order, descending) switch
        {
            (RosterOrder.Name, false) => rows.OrderBy(r => r.Person.NormalisedName),
            (RosterOrder.Name, true) => rows.OrderByDescending(r => r.Person.NormalisedName),
            (RosterOrder.BirthDate, false) => rows.OrderBy(r => r.Person.BirthDate),
            (RosterOrder.BirthDate, true) => rows.OrderByDescending(r => r.Person.BirthDate),
            (RosterOrder.School, false) => rows.OrderBy(r => r.Entry.AllocatedSchool),
            (RosterOrder.School, true) => rows.OrderByDescending(r => r.Entry.AllocatedSchool),
            (RosterOrder.Changed, false) => rows.OrderBy(r => r.Entry.ChangedAt),
            (RosterOrder.Changed, true) => rows.OrderByDescending(r => r.Entry.ChangedAt),
            (_, false) => rows.OrderBy(r => r.Residence!.VillageCode).ThenBy(r => r.Residence!.Neighbourhood),
            (_, true) => rows.OrderByDescending(r => r.Residence!.VillageCode).ThenByDescending(r => r.Residence!.Neighbourhood),
        };
        return sorted.ThenBy(r => r.Entry.PersonId);
    }

    /// <summary>One page of sorted rows, and how many there are in all.</summary>
    public static Task<RosterPage> PageAsync(IOrderedQueryable<RosterRow> rows, int page, CancellationToken cancellation = default) =>
        PageAsync(rows, page, null, cancellation);

    /// <inheritdoc cref="PageAsync(IOrderedQueryable{RosterRow}, int, CancellationToken)"/>
    /// <param name="total">How many there are, where that is known already.</param>
    public static async Task<RosterPage> PageAsync(IOrderedQueryable<RosterRow> rows, int page, int? total, CancellationToken cancellation = default)
    {
        var part = new PageOf(total ?? await rows.CountAsync(cancellation), page);
        return new RosterPage(await rows.Skip(part.Skip).Take(part.Size).ToListAsync(cancellation), part);
    }

    /// <summary>The rows of entries that a caller has chosen within its scope itself (a school's list of a stage).</summary>
    internal IQueryable<RosterRow> Of(IQueryable<Entry> entries) =>
        from entry in entries.WithPerson(db, e => e.PersonId)
        where entry.Person.MergedInto == null
        join residence in db.Homes() on entry.Person.PersonId equals residence.PersonId into residences
        from residence in residences.DefaultIfEmpty()
        join village in db.Set<Village>() on residence.VillageCode equals village.Code into villages
        from village in villages.DefaultIfEmpty()
        select new RosterRow
        {
            Entry = entry.Row,
            Person = entry.Person,
            Number = entry.Number,
            LastThree = entry.LastThree,
            Residence = residence,
            Village = village.Name ?? residence.VillageText,
        };
}

/// <summary>One child of a roster. The residence is the latest known.</summary>
public sealed class RosterRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Person.PersonId;

    public required Entry Entry { get; init; }

    public required Person Person { get; init; }

    /// <summary>Current number, in clear: masked where it is shown. Null while no number is known.</summary>
    public string? Number { get; init; }

    public string? LastThree { get; init; }

    public Residence? Residence { get; init; }

    /// <summary>Name of the village, or as the registry wrote it where the list does not have it.</summary>
    public string? Village { get; init; }

    /// <summary>Moved since the decision: the latest residence is not the one it was made for.</summary>
    public bool HasMoved => Entry.ResidenceSeq is { } seq && Residence is { } residence && residence.Seq != seq;

    /// <summary>模擬里 01 鄰; the neighbourhood is left out where it could not be read.</summary>
    public string Place => Residence?.Neighbourhood is { } number ? $"{Village} {number:00} 鄰" : Village ?? "";
}

/// <summary>One page of a roster.</summary>
public sealed record RosterPage(IReadOnlyList<RosterRow> Rows, PageOf Part);

/// <summary>What narrows a roster; everything left out lets everything through.</summary>
public sealed record RosterFilter
{
    /// <summary>Part of the name, last three characters of the number, or the whole number.</summary>
    public string? Search { get; init; }

    /// <summary>Village code of the latest residence.</summary>
    public string? Village { get; init; }

    public IReadOnlyCollection<EntryState>? States { get; init; }

    /// <summary>School of the allocation.</summary>
    public string? School { get; init; }

    public AllocationBasis? Basis { get; init; }

    /// <summary>Cause of 待人工分發.</summary>
    public string? Cause { get; init; }
}

/// <summary>By what a roster is sorted.</summary>
public enum RosterOrder
{
    /// <summary>Village, then neighbourhood.</summary>
    Place,
    Name,
    BirthDate,
    School,
    Changed,
}
