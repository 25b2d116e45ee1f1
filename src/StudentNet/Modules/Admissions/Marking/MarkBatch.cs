using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>Children whom a clerk marked at one instant: ticked rows, a file, the registration list taken over.</summary>
/// <param name="At">UTC, as the marks keep it.</param>
/// <param name="Children">How many of them still say what was said then.</param>
public sealed record MarkBatch(DateTime At, long? AccountId, int Children)
{
    /// <summary>The latest of a list that has not been submitted since; null: none.</summary>
    /// <param name="submittedAt">When the list was last submitted: what the county has received is changed mark by mark.</param>
    public static MarkBatch? Of(IEnumerable<ListedChild> children, DateTime? submittedAt) =>
        children
            .Select(c => c.OwnRow)
            .OfType<EntryMark>()
            .Where(m => m.Stands && (submittedAt is null || m.At > submittedAt))
            .GroupBy(m => (m.At, m.AccountId))
            .Where(g => g.Skip(1).Any())
            .OrderByDescending(g => g.Key.At)
            .Select(g => new MarkBatch(g.Key.At, g.Key.AccountId, g.Count()))
            .FirstOrDefault();

    /// <summary>The marks as they stood before, for each child that still says what the batch said: from the history, which keeps what a school has said.</summary>
    public async Task<IReadOnlyList<MarkLine>> BeforeAsync(StudentNetDb db, MarkedList list, CancellationToken cancellation = default)
    {
        var (at, account, school, year, level, stage) = (At, AccountId, list.School.Code, list.Year, list.Level, list.Stage);
        var marks = await db.Set<EntryMark>()
            .AsNoTracking()
            .Where(m => m.SchoolCode == school && m.Year == year && m.Level == level && m.Stage == stage && m.At == at && m.AccountId == account)
            .ToListAsync(cancellation);
        var people = marks.Select(m => m.PersonId).ToList();
        var said = stage == EntryStage.Registration ? EntryEvents.OfRegistration : EntryEvents.OfAdmission;
        var events = (
            await db.Set<EntryEvent>()
                .AsNoTracking()
                .Where(e => people.Contains(e.PersonId) && e.Year == year && e.Level == level && e.OrganisationCode == school && e.At < at && said.Contains(e.What))
                .Select(e => new { e.PersonId, e.Seq, e.What, e.Reason, e.Detail })
                .ToListAsync(cancellation)
        )
            .GroupBy(e => e.PersonId)
            .ToDictionary(g => g.Key, g => g.MaxBy(e => e.Seq)!);
        return
        [
            .. marks.Select(m => new MarkLine(
                m.PersonId,
                events.TryGetValue(m.PersonId, out var last) ? WishOf(last.What, last.Reason, last.Detail) : new MarkWish.Clear(),
                m.Version,
                m.IsAddition
            )),
        ];
    }

    private static MarkWish WishOf(string what, string? reason, string? detail) =>
        what switch
        {
            EntryEvents.NotRegistered or EntryEvents.NotAdmitted => Reasons.Find(reason) is { NeedsSchool: true }
                ? new MarkWish.NotHere(reason, detail)
                : new MarkWish.NotHere(reason, null, detail),
            EntryEvents.RegistrationCleared or EntryEvents.AdmissionCleared => new MarkWish.Clear(),
            _ => new MarkWish.Here(),
        };
}
