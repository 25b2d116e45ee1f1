using System.Diagnostics.CodeAnalysis;

namespace StudentNet.Kernel;

/// <summary>Either a <see cref="NeighbourhoodSet"/> or the reason why the text is none.</summary>
public readonly record struct NeighbourhoodSetResult
{
    private NeighbourhoodSetResult(NeighbourhoodSet? set, Problem? problem)
    {
        Set = set;
        Problem = problem;
    }

    public NeighbourhoodSet? Set { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Set))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsValid => Set is not null;

    public static implicit operator NeighbourhoodSetResult(NeighbourhoodSet set) => new(set, null);

    public static implicit operator NeighbourhoodSetResult(Problem problem) => new(null, problem);
}
