using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>
/// Reads a school's list of a stage: at registration the published allocation and whom the school added; at admission whom it registered and
/// of its allocation those who registered nowhere else. A few hundred children: read at once, filtered and sorted in memory.
/// </summary>
public sealed class SchoolList(StudentNetDb db, EntryRoster roster)
{
    /// <summary>The children of the list, sorted by village and neighbourhood, numbered in that order.</summary>
    /// <param name="people">Only these; null: all.</param>
    /// <param name="choices">Also those whose choice list names the school and who are on no other part of its list.</param>
    /// <param name="county">The children's schools hold all open ones of the level in the school's county too, to be offered while typing.</param>
    public async Task<IReadOnlyList<ListedChild>> ReadAsync(
        MarkedList list,
        bool choices = false,
        IReadOnlyCollection<long>? people = null,
        bool county = false,
        CancellationToken cancellation = default
    )
    {
        var (school, year, level, stage) = (list.School.Code, list.Year, list.Level, list.Stage);
        var keys = Keys(list);
        if (choices)
        {
            keys = keys.Union(
                db.Set<EntryChoice>().Where(c => c.Year == year && c.Level == level && c.SchoolCode == school).Select(c => c.PersonId)
            );
        }

        var entries = db.Set<Entry>().AsNoTracking().Where(e => e.Year == year && e.Level == level && keys.Contains(e.PersonId));
        if (choices)
        {
            // A choice list is shown once the county has published it, as the allocation is.
            entries = entries.Where(e => e.PublishedAt != null || Keys(list).Contains(e.PersonId));
        }

        if (people is not null)
        {
            entries = entries.Where(e => people.Contains(e.PersonId));
        }

        var rows = await EntryRoster.Sort(roster.Of(entries), RosterOrder.Place).ToListAsync(cancellation);
        var shown = people is null ? null : rows.Select(r => r.Entry.PersonId).ToList();
        var marks = await db.Set<EntryMark>()
            .AsNoTracking()
            .Where(m => m.Year == year && m.Level == level)
            .Where(m => shown != null ? shown.Contains(m.PersonId) : keys.Contains(m.PersonId))
            .ToListAsync(cancellation);
        var byPerson = marks.ToLookup(m => m.PersonId);
        var schools = await SchoolsAsync(marks, rows, county ? list : null, cancellation);
        var children = rows.Select(r => new ListedChild(r, stage, school, [.. byPerson[r.Entry.PersonId]], schools))
            .Where(c => stage == EntryStage.Registration || IsExpected(c))
            .Select((c, i) => c with { No = i + 1 })
            .ToList();
        return WithTwins(children);
    }

    /// <summary>Some children as they stand in the whole list, with their numbers there; who is not on it is left out.</summary>
    public async Task<IReadOnlyList<ListedChild>> FindAsync(MarkedList list, IReadOnlySet<long> people, CancellationToken cancellation = default) =>
        // Numbers and twins belong to the whole list; a few hundred rows are read in milliseconds.
        [.. (await ReadAsync(list, choices: true, cancellation: cancellation)).Where(c => people.Contains(c.PersonId))];

    private IQueryable<long> Keys(MarkedList list)
    {
        var (school, year, level, stage) = (list.School.Code, list.Year, list.Level, list.Stage);
        return db.Set<Entry>()
            .Where(e => e.Year == year && e.Level == level && e.AllocatedSchool == school && e.PublishedAt != null)
            .Select(e => e.PersonId)
            .Union(
                db.Set<EntryMark>()
                    .Where(m => m.Year == year && m.Level == level && m.SchoolCode == school && m.State != MarkState.Cleared)
                    // The registration list stays what it was, whoever comes at admission.
                    .Where(m => m.Stage == EntryStage.Registration || stage == EntryStage.Admission)
                    .Select(m => m.PersonId)
            );
    }

    /// <summary>Whom the school must account for at admission: who registered with it, and its own allocation that registered nowhere else.</summary>
    private static bool IsExpected(ListedChild child)
    {
        var registered = EntryOutcome.Claims(child.Marks, EntryStage.Registration).Select(m => m.SchoolCode).ToList();
        return child.Own is not null
            || registered.Contains(child.School)
            || (registered.Count == 0 && child.Row.Entry.AllocatedSchool == child.School);
    }

    private async Task<IReadOnlyDictionary<string, Organisation>> SchoolsAsync(
        IReadOnlyCollection<EntryMark> marks,
        IReadOnlyCollection<RosterRow> rows,
        MarkedList? offered,
        CancellationToken cancellation
    )
    {
        var codes = marks.SelectMany(m => new[] { m.SchoolCode, m.ReasonSchool })
            .Concat(rows.Select(r => r.Entry.AllocatedSchool))
            .OfType<string>()
            .Distinct()
            .ToList();
        // The schools, and the counties that they lie in.
        var organisations = db.Set<Organisation>().AsNoTracking();
        var named = organisations.Where(o => codes.Contains(o.Code) || organisations.Any(s => codes.Contains(s.Code) && s.CountyCode == o.Code));
        if (offered is { School.CountyCode: var within, Level: var level })
        {
            named = named.Union(organisations.Where(o => o.Level == Level.School && o.SchoolLevel == level && o.CountyCode == within && o.ClosedOn == null));
        }

        return await named.ToDictionaryAsync(o => o.Code, StringComparer.Ordinal, cancellation);
    }

    private static List<ListedChild> WithTwins(List<ListedChild> children)
    {
        var births = children
            .Where(c => c.Row.Residence?.Household is { Length: > 0 })
            .ToLookup(c => (c.Row.Residence!.Household, c.Row.Person.BirthDate));
        return
        [
            .. children.Select(c =>
                c.Row.Residence?.Household is { Length: > 0 } household && births[(household, c.Row.Person.BirthDate)].Count() > 1
                    ? c with { Twins = [.. births[(household, c.Row.Person.BirthDate)].Where(t => t.PersonId != c.PersonId)] }
                    : c
            ),
        ];
    }
}
