using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>Whose list is being marked: one school, one school year, one stage. The level is that of the school.</summary>
public sealed record MarkedList(Organisation School, SchoolYear Year, EntryStage Stage)
{
    public SchoolLevel Level => School.SchoolLevel ?? throw new InvalidOperationException($"{School.Code} is not a school unit.");

    /// <summary>Function whose window the marks obey.</summary>
    public string Function => Stage == EntryStage.Registration ? "N3.31" : "N5.31";
}

/// <summary>One wish for one child. The version is that of the school's mark as the clerk saw it.</summary>
public sealed record MarkLine(long PersonId, MarkWish Wish, int? SeenVersion, bool IsAddition = false);

/// <summary>
/// The one way to mark children, whatever the door: a row, a whole list, a single addition, a file, the taking over of the registration list.
/// It asks <see cref="MarkRules"/>, lets the entry's state follow (<see cref="EntryOutcome"/>), appends the history, tells whom it concerns, and
/// saves all of it or nothing.
/// </summary>
public sealed class MarkRegister(StudentNetDb db, WindowGate gate)
{
    private const int Attempts = 5;

    /// <summary>
    /// Answers each line; what the rules allow is written in one transaction. A child that is not known gets the answer of one that is on no
    /// list. When another writer was quicker, everything is looked at again.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, MarkAnswer>> MarkAsync(
        MarkedList list,
        Act act,
        IReadOnlyCollection<MarkLine> lines,
        CancellationToken cancellation = default
    )
    {
        var window = await gate.AskAsync(list.Function, list.School, FilingScope.Of(list.Year, list.Level), act.At, cancellation);
        return await WriteAsync(db, window, list, act, lines, cancellation);
    }

    /// <summary>The same where the caller has asked for the window itself (a file that was accepted while it was open).</summary>
    public static async Task<IReadOnlyDictionary<long, MarkAnswer>> WriteAsync(
        StudentNetDb db,
        WindowState window,
        MarkedList list,
        Act act,
        IReadOnlyCollection<MarkLine> lines,
        CancellationToken cancellation = default
    )
    {
        // Inside somebody else's transaction a failed statement cannot be tried again; that transaction is.
        var attempts = db.Database.CurrentTransaction is null ? Attempts : 1;
        for (var attempt = 1; ; attempt++)
        {
            var page = await MarkPage.OpenAsync(db, list, lines, cancellation);
            var answers = lines.ToDictionary(l => l.PersonId, l => page.Write(l, window, act));
            if (page.Changes.Count == 0)
            {
                return answers;
            }

            try
            {
                await EntryEvents.AppendAsync(db, act, page.Changes, cancellation);
                db.AddRange(page.Notices(act));
                await db.SaveAsync(act, cancellation);
                return answers;
            }
            catch (Exception exception) when (attempt < attempts && (exception is DbUpdateConcurrencyException || DatabaseFault.GaveWay(exception)))
            {
                // Somebody else wrote one of these entries in between, at this school or at another, or is just doing so. Read again and decide again.
                db.ChangeTracker.Clear();
            }
        }
    }
}
