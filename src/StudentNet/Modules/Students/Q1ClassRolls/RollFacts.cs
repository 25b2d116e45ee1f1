using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>What changed on a school's class rolls after it submitted them: pupils changed or come since its last stamp. Who left the roll is not among them.</summary>
internal sealed class RollFacts(StudentNetDb db, LastSubmissions submissions) : IFilingFacts
{
    public async Task<IReadOnlyList<FilingFacts>> OfAsync(Organisation organisation, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        if (organisation is not { Level: Level.School, SchoolLevel: { } level })
        {
            return [];
        }

        var term = RollTerm.Of(TaipeiTime.Today(now));
        var window = RollTerm.Window(term);
        var submission = await submissions.OfAsync(window, organisation.Code, term.Year, level, cancellation);
        if (submission is null)
        {
            // Nothing to compare with; but a school whose system sends need not submit and is never late.
            return [new FilingFacts(window, term.Year, level) { IsAsked = !await FiledBySystem.IsAsync(db, organisation.Code, cancellation) }];
        }

        var changed = await db.Set<ClassPupil>()
            .CountAsync(p => p.SchoolCode == organisation.Code && p.Year == term.Year && p.Term == term.Number && p.ChangedAt > submission.At, cancellation);
        return [new FilingFacts(window, term.Year, level) { IsAsked = true, Changed = changed }];
    }
}
