using System.Diagnostics.CodeAnalysis;

namespace StudentNet.Kernel;

/// <summary>Either a <see cref="PersonNumber"/> or the reason why the text is none.</summary>
public readonly record struct PersonNumberResult
{
    private PersonNumberResult(PersonNumber? number, Problem? problem)
    {
        Number = number;
        Problem = problem;
    }

    public PersonNumber? Number { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Number))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsValid => Number is not null;

    public static implicit operator PersonNumberResult(PersonNumber number) => new(number, null);

    public static implicit operator PersonNumberResult(Problem problem) => new(null, problem);
}
