using StudentNet.Kernel;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>How many children are on two lists, and on none.</summary>
/// <param name="Overdue">Of the gaps, those which nobody has filled within <see cref="RollGaps.Grace"/>.</param>
public sealed record RollDoubtCounts(int Doubles, int Gaps, int Overdue);

/// <summary>
/// The counts of <see cref="RollGaps"/> for one request: the bell, the home page and the tabs of one page view ask for the same ones, and the
/// database answers once.
/// </summary>
public sealed class RollDoubts(StudentNetDb db, TimeProvider clock)
{
    private readonly Dictionary<(Term Term, Scope Scope), RollDoubtCounts> _counted = [];

    public async Task<RollDoubtCounts> OfAsync(Term term, Scope scope, CancellationToken cancellation = default)
    {
        if (!_counted.TryGetValue((term, scope), out var counts))
        {
            counts = await RollGaps.CountAsync(db, term, RollGaps.SchoolsOf(db, scope), clock.GetUtcNow().UtcDateTime, cancellation);
            _counted[(term, scope)] = counts;
        }

        return counts;
    }
}
