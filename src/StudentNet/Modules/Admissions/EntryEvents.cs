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

    /// <summary>The county took the publication back before any school had acted on it.</summary>
    public const string PublicationWithdrawn = "publication-withdrawn";

    /// <summary>A school registered the child.</summary>
    public const string Registered = "registered";

    /// <summary>A school registered a child of another school's list and added it to its own.</summary>
    public const string TakenOver = "taken-over";

    /// <summary>A second school registered the child: the first one holds it until one of them gives way.</summary>
    public const string RegistrationContested = "registration-contested";

    /// <summary>未報到, with its reason.</summary>
    public const string NotRegistered = "not-registered";

    /// <summary>A school took its registration mark back.</summary>
    public const string RegistrationCleared = "registration-cleared";

    /// <summary>A school admitted the child.</summary>
    public const string Admitted = "admitted";

    /// <summary>A second school says the child came to it: not admitted there while the first one holds it.</summary>
    public const string AdmissionContested = "admission-contested";

    /// <summary>未入學, with its reason.</summary>
    public const string NotAdmitted = "not-admitted";

    /// <summary>The national comparison found the child in no school.</summary>
    public const string NotFound = "not-found";

    /// <summary>A school took its admission mark back.</summary>
    public const string AdmissionCleared = "admission-cleared";

    /// <summary>The registry's list named the child.</summary>
    public const string Listed = "listed";

    /// <summary>The registry says that the child lives in another county now.</summary>
    public const string Moved = "moved";

    /// <summary>Two records proved to be this child; what schools said of either is said of it.</summary>
    public const string Merged = "merged";

    /// <summary>A wrong merge was taken apart.</summary>
    public const string TakenApart = "taken-apart";

    /// <summary>What a school can say of a child's registration.</summary>
    internal static readonly string[] OfRegistration = [Registered, TakenOver, RegistrationContested, NotRegistered, RegistrationCleared];

    /// <summary>What a school can say of a child's admission.</summary>
    internal static readonly string[] OfAdmission = [Admitted, AdmissionContested, NotAdmitted, AdmissionCleared];

    /// <summary>
    /// Appends one event for each entry as it now stands: its state and its latest school. The entries must be tracked and are saved together
    /// with the event by the caller's <c>SaveAsync</c>; the version token of the entry keeps two writers from taking one sequence number.
    /// </summary>
    public static Task AppendAsync(
        StudentNetDb db,
        Act act,
        IReadOnlyCollection<Entry> entries,
        string what,
        string? reason = null,
        string? detail = null,
        CancellationToken cancellation = default
    ) => AppendAsync(db, act, [.. entries.Select(e => new EntryChange(e, what, reason, detail))], cancellation);

    /// <summary>The same where each entry has a change of its own.</summary>
    public static async Task AppendAsync(StudentNetDb db, Act act, IReadOnlyCollection<EntryChange> changes, CancellationToken cancellation = default)
    {
        // Events added in the same unit of work are not in the database yet.
        var pending = db.Set<EntryEvent>().Local.ToLookup(e => (e.PersonId, e.Year, e.Level), e => e.Seq);
        foreach (var group in changes.GroupBy(c => (c.Entry.Year, c.Entry.Level)))
        {
            var (year, level) = group.Key;
            var people = group.Select(c => c.Entry.PersonId).ToList();
            var last = await db.Set<EntryEvent>()
                .Where(e => e.Year == year && e.Level == level && people.Contains(e.PersonId))
                .GroupBy(e => e.PersonId)
                .Select(g => new { PersonId = g.Key, Seq = g.Max(e => e.Seq) })
                .ToDictionaryAsync(e => e.PersonId, e => e.Seq, cancellation);
            foreach (var (entry, what, reason, detail) in group)
            {
                var known = pending[(entry.PersonId, year, level)].DefaultIfEmpty().Max();
                var seq = last[entry.PersonId] = Math.Max(last.GetValueOrDefault(entry.PersonId), known) + 1;
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

/// <summary>One change of one entry, for its history.</summary>
/// <param name="What">A code of <see cref="EntryEvents"/>.</param>
/// <param name="Reason">Reason code or cause code.</param>
public sealed record EntryChange(Entry Entry, string What, string? Reason = null, string? Detail = null);
