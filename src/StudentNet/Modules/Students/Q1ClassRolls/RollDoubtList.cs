using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>兩校名單與未轉入, as school and county look at it: one kind or all, a part of a long list.</summary>
/// <param name="Counts">Of every kind, whichever is shown.</param>
public sealed record RollDoubtList(RollDoubtCounts Counts, IReadOnlyList<RollDoubt> Rows, PageOf Part)
{
    /// <summary>Schools to choose from, where there are several.</summary>
    public IReadOnlyList<(string Code, string Name)> Schools { get; init; } = [];

    /// <summary>The school chosen; none: all.</summary>
    public string? School { get; init; }

    /// <summary>The school that looks at its own pupils and can act on them; null: somebody who oversees.</summary>
    public string? Own { get; init; }

    /// <summary>Whether school or kind were chosen.</summary>
    public bool IsFiltered => !string.IsNullOrEmpty(School) || Part.Total < Counts.Total;

    /// <param name="counts">What <see cref="RollGaps.CountAsync"/> said a moment ago.</param>
    /// <param name="show">The kinds, as <see cref="RollDoubtKinds.Shown"/> takes them.</param>
    internal static async Task<RollDoubtList> ReadAsync(RollGaps gaps, RollDoubtCounts counts, string? show, int page, CancellationToken cancellation)
    {
        var kinds = RollDoubtKinds.Shown(show);
        var part = new PageOf(kinds.Sum(kind => counts[kind]), page);
        return new RollDoubtList(counts, await gaps.ReadAsync(kinds, counts, part.Skip, part.Size, cancellation), part);
    }

    /// <summary>All of them, as lines of a file.</summary>
    internal static async IAsyncEnumerable<RollDoubtLine> LinesAsync(
        RollGaps gaps,
        string? show,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var counts = await gaps.CountAsync(cancellation);
        foreach (var doubt in await gaps.ReadAsync(RollDoubtKinds.Shown(show), counts, 0, counts.Total, cancellation))
        {
            foreach (var line in doubt.Lines)
            {
                yield return line;
            }
        }
    }
}
