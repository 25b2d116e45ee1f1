namespace StudentNet.Kernel;

/// <summary>Why something was refused: a value to show and to list, never an exception.</summary>
/// <param name="Code">A stable dotted name such as <c>number.check</c>, for the API and for tests.</param>
/// <param name="Message">What is wrong, in Chinese, for the person who must mend it.</param>
/// <param name="Hint">What to do about it, in Chinese.</param>
public readonly record struct Problem(string Code, string Message, string Hint)
{
    /// <summary>The field of the form that it is about, by its property (<c>BirthDate</c>); null: the whole. Not part of the code: a form may be built otherwise.</summary>
    public string? Field { get; init; }
}
