using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions;

/// <summary>What can happen to an entry, and the one way to append it for entries that the change tracker holds.</summary>
public static class EntryEvents
{
    /// <summary>A run or a list put the child on a school's list.</summary>
    public const string Allocated = "allocated";

    /// <summary>A run found that a person must decide; the reason is the cause.</summary>
    public const string NeedsPerson = "needs-person";

    /// <summary>Same place as before, but by another rule, plan or residence.</summary>
    public const string Rebased = "rebased";

    /// <summary>The child lives in another county now, which allocates it.</summary>
    public const string HandedOver = "handed-over";

    /// <summary>A county officer decided.</summary>
    public const string DecidedByHand = "decided-by-hand";

    /// <summary>A county officer took a decision by hand back: the next run decides.</summary>
    public const string HandWithdrawn = "hand-withdrawn";

    /// <summary>The county showed the allocation to the school.</summary>
    public const string Published = "published";

    /// <summary>
    /// Appends one event for each entry as it now stands: its state and its latest school. The entries must be tracked and are saved together
    /// with the event by the caller's <c>SaveAsync</c>; the version token of the entry keeps two writers from taking one sequence number.
    /// </summary>
    public static async Task AppendAsync(
        StudentNetDb db,
        Act act,
        IReadOnlyCollection<Entry> entries,
        string what,
        string? reason = null,
        string? detail = null,
        CancellationToken cancellation = default
    )
    {
        foreach (var group in entries.GroupBy(e => (e.Year, e.Level)))
        {
            var (year, level) = group.Key;
            var people = group.Select(e => e.PersonId).ToList();
            var last = await db.Set<EntryEvent>()
                .Where(e => e.Year == year && e.Level == level && people.Contains(e.PersonId))
                .GroupBy(e => e.PersonId)
                .Select(g => new { PersonId = g.Key, Seq = g.Max(e => e.Seq) })
                .ToDictionaryAsync(e => e.PersonId, e => e.Seq, cancellation);
            foreach (var entry in group)
            {
                // Events added in the same unit of work are not in the database yet.
                var pending = db.Set<EntryEvent>().Local.Where(e => e.PersonId == entry.PersonId && e.Year == year && e.Level == level);
                var seq = Math.Max(last.GetValueOrDefault(entry.PersonId), pending.Select(e => e.Seq).DefaultIfEmpty().Max()) + 1;
                db.Add(
                    new EntryEvent
                    {
                        PersonId = entry.PersonId,
                        Year = year,
                        Level = level,
                        Seq = seq,
                        State = entry.State,
                        SchoolCode = entry.AdmittedSchool ?? entry.RegisteredSchool ?? entry.AllocatedSchool,
                        What = what,
                        Reason = reason,
                        Detail = detail,
                        At = act.At,
                        AccountId = act.AccountId,
                        OrganisationCode = act.OrganisationCode,
                    }
                );
                entry.ChangedAt = act.At;
            }
        }
    }
}
